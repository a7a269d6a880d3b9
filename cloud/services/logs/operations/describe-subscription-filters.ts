import {
  DescribeSubscriptionFilters$,
  type DescribeSubscriptionFiltersRequest,
  type DescribeSubscriptionFiltersResponse,
} from "@aws-sdk/client-cloudwatch-logs";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { createPage } from "../../page";
import { createInvalidTokenFault } from "../faults";
import { describeLimit, filterName, logGroupName, nextToken } from "../fields";

const members = {
  logGroupName: required(logGroupName),
  filterNamePrefix: optional(filterName),
  nextToken: optional(nextToken),
  limit: optional(describeLimit),
} satisfies Members<DescribeSubscriptionFiltersRequest>;

/** Lists a group's subscription filters, by name. */
export const describeSubscriptionFilters = operation(
  DescribeSubscriptionFilters$,
  members,
  ({ logs, subscriptions }, request): Reply<DescribeSubscriptionFiltersResponse> => {
    const { filterNamePrefix = "", nextToken: token, limit = 50 } = request;
    const group = logs.requireGroup(request.logGroupName);
    const matching = subscriptions.listFilters(group).filter(({ name }) => name.startsWith(filterNamePrefix));
    const { items, next } = createPage(matching, ({ name }) => name, {
      token,
      size: limit,
      createInvalidFault: createInvalidTokenFault,
    });
    const subscriptionFilters = items.map(({ name, pattern, destinationArn, roleArn, distribution, createdAt }) => ({
      filterName: name,
      logGroupName: group.name,
      filterPattern: pattern,
      destinationArn,
      ...(roleArn === undefined ? {} : { roleArn }),
      distribution,
      applyOnTransformedLogs: false,
      creationTime: createdAt,
    }));
    return { subscriptionFilters, ...(next === undefined ? {} : { nextToken: next }) };
  },
);
