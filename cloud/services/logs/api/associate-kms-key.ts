import { AssociateKmsKey$, type AssociateKmsKeyRequest } from "@aws-sdk/client-cloudwatch-logs";
import { refused, required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { kmsKeyId, logGroupName } from "../model/fields";
import { checkGroupKey } from "./group-key";

const members = {
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
  operation(AssociateKmsKey$, members, (cloud, { logGroupName: name, kmsKeyId: kmsKey }): void => {
    const group = cloud.logs.requireGroup(name);
    checkGroupKey(cloud, name, kmsKey);
    cloud.logs.save({ ...group, kmsKey });
  }),
);
