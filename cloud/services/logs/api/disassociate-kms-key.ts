import { DisassociateKmsKey$, type DisassociateKmsKeyRequest } from "@aws-sdk/client-cloudwatch-logs";
import { refused, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { logGroupName } from "../model/fields";
import type { LogGroup } from "../model/log-groups";

const members = {
  logGroupName: required(logGroupName),
  resourceIdentifier: refused(),
} satisfies Members<DisassociateKmsKeyRequest>;

export const disassociateKmsKey = operation(DisassociateKmsKey$, members, ({ logs }, { logGroupName: name }): void => {
  const group: { kmsKey?: string } & LogGroup = { ...logs.requireGroup(name) };
  delete group.kmsKey;
  logs.save(group);
});
