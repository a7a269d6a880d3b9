import {
  CreateLogGroup$,
  DescribeLogGroups$,
  DeleteLogGroup$,
  type CreateLogGroupRequest,
  type DescribeLogGroupsRequest,
  type DescribeLogGroupsResponse,
  type DeleteLogGroupRequest,
} from "@aws-sdk/client-cloudwatch-logs";
import { optional, refused, required, type Members } from "../../../core/members";
import { createStoredNote } from "../../../core/notes";
import type { Reply } from "../../../core/operation";
import { boolean, string } from "../../../core/rules";
import { operationWithNotes, operation } from "../../framework/operation";
import { createPage } from "../../framework/page";
import { createInvalidTokenFault, createPrefixWithPatternFault } from "../model/faults";
import { kmsKeyId, logGroupName, tags, describeLimit, nextToken } from "../model/fields";
import { createGroupArn, checkGroupKey } from "./names";

const createLogGroupMembers = {
  logGroupName: required(logGroupName),
  kmsKeyId: optional(kmsKeyId),
  tags: optional(tags),
  logGroupClass: refused(),
  deletionProtectionEnabled: optional(boolean()),
} satisfies Members<CreateLogGroupRequest>;

const GROUP_KEY = createStoredNote("Logs: the encryption of a log group by a key of KMS");

export const createLogGroup = operationWithNotes(GROUP_KEY)(
  CreateLogGroup$,
  createLogGroupMembers,
  (cloud, request, call) => {
    const { logGroupName: name, tags: tagMap, kmsKeyId: kmsKey } = request;
    if (kmsKey !== undefined) checkGroupKey(cloud, name, kmsKey);
    cloud.logs.createGroup(name, {
      ...(tagMap === undefined ? {} : { tags: tagMap }),
      ...(request.deletionProtectionEnabled === true ? { isProtected: true } : {}),
      ...(kmsKey === undefined ? {} : { kmsKey }),
    });
    if (kmsKey !== undefined) call.addNote(GROUP_KEY);
  },
);

const describeLogGroupsMembers = {
  accountIdentifiers: refused(),
  logGroupNamePrefix: optional(logGroupName),
  logGroupNamePattern: optional(string({ length: { max: 512 }, pattern: "[\\.\\-_/#A-Za-z0-9]*" })),
  nextToken: optional(nextToken),
  limit: optional(describeLimit),
  includeLinkedAccounts: refused(),
  logGroupClass: refused(),
  logGroupIdentifiers: refused(),
} satisfies Members<DescribeLogGroupsRequest>;

export const describeLogGroups = operation(
  DescribeLogGroups$,
  describeLogGroupsMembers,
  (cloud, request): Reply<DescribeLogGroupsResponse> => {
    const {
      logGroupNamePrefix: prefix = "",
      logGroupNamePattern: pattern = "",
      nextToken: token,
      limit = 50,
    } = request;
    if (prefix !== "" && pattern !== "") throw createPrefixWithPatternFault();
    const matching = cloud.logs
      .listGroups()
      .filter(({ name }) => name.startsWith(prefix) && name.toLowerCase().includes(pattern.toLowerCase()));
    const { items, next } = createPage(matching, ({ name }) => name, {
      token,
      size: limit,
      createInvalidFault: createInvalidTokenFault,
    });
    const logGroups = items.map((group) => ({
      logGroupName: group.name,
      creationTime: group.createdAt,
      ...(group.retentionDays === undefined ? {} : { retentionInDays: group.retentionDays }),
      ...(group.kmsKey === undefined ? {} : { kmsKeyId: group.kmsKey }),
      metricFilterCount: cloud.metricFilters.listFilters(group).length,
      arn: `${createGroupArn(cloud, group.name)}:*`,
      storedBytes: cloud.logs.countStoredBytes(group),
      logGroupClass: "STANDARD" as const,
      // A search by pattern leaves it out (recorded on AWS by LocalStack, 2026-02-03: test_describe_log_groups_with_pattern).
      ...(pattern === "" ? { deletionProtectionEnabled: group.isProtected === true } : {}),
      logGroupArn: createGroupArn(cloud, group.name),
    }));
    return { logGroups, nextToken: next };
  },
);

const deleteLogGroupMembers = { logGroupName: required(logGroupName) } satisfies Members<DeleteLogGroupRequest>;

export const deleteLogGroup = operation(DeleteLogGroup$, deleteLogGroupMembers, ({ logs }, request) =>
  logs.deleteGroup(request.logGroupName),
);
