import {
  PutLogGroupDeletionProtection$,
  type PutLogGroupDeletionProtectionRequest,
} from "@aws-sdk/client-cloudwatch-logs";
import { required, type Members } from "../../../core/members";
import { boolean } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { logGroupIdentifier } from "../model/fields";
import { getGroupName } from "./names";

const members = {
  logGroupIdentifier: required(logGroupIdentifier),
  deletionProtectionEnabled: required(boolean()),
} satisfies Members<PutLogGroupDeletionProtectionRequest>;

export const putLogGroupDeletionProtection = operation(
  PutLogGroupDeletionProtection$,
  members,
  ({ logs }, { logGroupIdentifier: identifier, deletionProtectionEnabled: isProtected }) => {
    logs.save({ ...logs.requireGroup(getGroupName({ logGroupIdentifier: identifier })), isProtected });
  },
);
