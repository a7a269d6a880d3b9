import { CreateLogGroup$, type CreateLogGroupRequest } from "@aws-sdk/client-cloudwatch-logs";
import { createStoredNote } from "../../../core/notes";
import { optional, refused, required, type Members } from "../../../core/members";
import { boolean } from "../../../core/rules";
import { operationWithNotes } from "../../operation";
import { kmsKeyId, logGroupName, tags } from "../fields";
import { checkGroupKey } from "../group-key";

const members = {
  logGroupName: required(logGroupName),
  kmsKeyId: optional(kmsKeyId),
  tags: optional(tags),
  logGroupClass: refused(),
  deletionProtectionEnabled: optional(boolean()),
} satisfies Members<CreateLogGroupRequest>;

const GROUP_KEY = createStoredNote("Logs: the encryption of a log group by a key of KMS");

export const createLogGroup = operationWithNotes(GROUP_KEY)(CreateLogGroup$, members, (cloud, request, call) => {
  const { logGroupName: name, tags: given, kmsKeyId: kmsKey } = request;
  if (kmsKey !== undefined) checkGroupKey(cloud, name, kmsKey);
  cloud.logs.createGroup(name, {
    ...(given === undefined ? {} : { tags: given }),
    ...(request.deletionProtectionEnabled === true ? { isProtected: true } : {}),
    ...(kmsKey === undefined ? {} : { kmsKey }),
  });
  if (kmsKey !== undefined) call.addNote(GROUP_KEY);
});
