import { CreateLogGroup$, type CreateLogGroupRequest } from "@aws-sdk/client-cloudwatch-logs";
import { optional, refused, required, type Members } from "../../../core/members";
import { boolean } from "../../../core/rules";
import { operation } from "../../operation";
import { logGroupName, tags } from "../fields";

const members = {
  logGroupName: required(logGroupName),
  kmsKeyId: refused(),
  tags: optional(tags),
  logGroupClass: refused(),
  deletionProtectionEnabled: optional(boolean()),
} satisfies Members<CreateLogGroupRequest>;

export const createLogGroup = operation(CreateLogGroup$, members, (cloud, request) =>
  cloud.logs.createGroup(request.logGroupName, {
    ...(request.tags === undefined ? {} : { tags: request.tags }),
    ...(request.deletionProtectionEnabled === true ? { isProtected: true } : {}),
  }),
);
