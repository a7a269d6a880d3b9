import {
  PutRetentionPolicy$,
  DeleteRetentionPolicy$,
  type PutRetentionPolicyRequest,
  type DeleteRetentionPolicyRequest,
  PutLogGroupDeletionProtection$,
  type PutLogGroupDeletionProtectionRequest,
} from "@aws-sdk/client-cloudwatch-logs";
import { required, type Members } from "../../../core/members";
import { integer, boolean } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { createInvalidRetentionFault } from "../model/faults";
import { logGroupName, logGroupIdentifier } from "../model/fields";
import { getGroupName } from "./names";

const putRetentionPolicyMembers = {
  logGroupName: required(logGroupName),
  retentionInDays: required(integer()),
} satisfies Members<PutRetentionPolicyRequest>;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const OFFERED_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const putRetentionPolicy = operation(
  PutRetentionPolicy$,
  putRetentionPolicyMembers,
  ({ logs }, { logGroupName: name, retentionInDays }) => {
    logs.requireGroup(name);
    if (!OFFERED_DAYS.includes(retentionInDays)) throw createInvalidRetentionFault();
    logs.setRetention(name, retentionInDays);
  },
);

const deleteRetentionPolicyMembers = {
  logGroupName: required(logGroupName),
} satisfies Members<DeleteRetentionPolicyRequest>;

export const deleteRetentionPolicy = operation(
  DeleteRetentionPolicy$,
  deleteRetentionPolicyMembers,
  ({ logs }, request) => {
    logs.setRetention(request.logGroupName, undefined);
  },
);

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
