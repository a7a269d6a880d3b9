import {
  DescribeLogGroups$,
  type DescribeLogGroupsRequest,
  type DescribeLogGroupsResponse,
} from "@aws-sdk/client-cloudwatch-logs";
import { optional, refused, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { createPage } from "../../page";
import { createInvalidTokenFault, createPrefixWithPatternFault } from "../faults";
import { describeLimit, logGroupName, nextToken } from "../fields";
import { createGroupArn } from "../names";

const members = {
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
  members,
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
      deletionProtectionEnabled: group.isProtected === true,
      logGroupArn: createGroupArn(cloud, group.name),
    }));
    return { logGroups, nextToken: next };
  },
);
