import {
  AssociateKmsKey$,
  type AssociateKmsKeyRequest,
  DisassociateKmsKey$,
  type DisassociateKmsKeyRequest,
} from "@aws-sdk/client-cloudwatch-logs";
import { refused, required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { kmsKeyId, logGroupName } from "../model/fields";
import type { LogGroup } from "../model/log-groups";
import { checkGroupKey } from "./names";

const associateKmsKeyMembers = {
  logGroupName: required(logGroupName),
  kmsKeyId: required(kmsKeyId),
  resourceIdentifier: refused(),
} satisfies Members<AssociateKmsKeyRequest>;

/**
 * Descriptions of the group name the key; its events are stored unencrypted.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html
 */
export const associateKmsKey = createStoredOnly(
  "Logs: the encryption of a log group by a key of KMS",
  operation(AssociateKmsKey$, associateKmsKeyMembers, (cloud, { logGroupName: name, kmsKeyId: kmsKey }): void => {
    const group = cloud.logs.requireGroup(name);
    checkGroupKey(cloud, name, kmsKey);
    cloud.logs.save({ ...group, kmsKey });
  }),
);

const disassociateKmsKeyMembers = {
  logGroupName: required(logGroupName),
  resourceIdentifier: refused(),
} satisfies Members<DisassociateKmsKeyRequest>;

export const disassociateKmsKey = operation(
  DisassociateKmsKey$,
  disassociateKmsKeyMembers,
  ({ logs }, { logGroupName: name }): void => {
    const group: { kmsKey?: string } & LogGroup = { ...logs.requireGroup(name) };
    delete group.kmsKey;
    logs.save(group);
  },
);
