import * as faults from "../model/faults";
import {
  PutSubscriptionFilter$,
  DescribeSubscriptionFilters$,
  DeleteSubscriptionFilter$,
  type PutSubscriptionFilterRequest,
  type DescribeSubscriptionFiltersRequest,
  type DescribeSubscriptionFiltersResponse,
  type DeleteSubscriptionFilterRequest,
} from "@aws-sdk/client-cloudwatch-logs";
import { getAccountOfArn, getServiceOfArn } from "../../../core/arn-parts";
import type { Core } from "../../../core/core";
import { optional, refused, required, type Members, type Reply } from "../../../core/members";
import { oneOf, string } from "../../../core/rules";
import { parseFunctionName } from "../../lambda/model/function-name";
import { operation } from "../../framework/operation";
import { createPage } from "../../framework/page";
import { createInvalidTokenFault } from "../model/faults";
import { filterName, filterPatternText, logGroupName, describeLimit, nextToken } from "../model/fields";
import { filterPattern } from "../model/patterns/filter-pattern";

const putSubscriptionFilterMembers = {
  logGroupName: required(logGroupName),
  filterName: required(filterName),
  filterPattern: required(filterPatternText),
  destinationArn: required(string({ length: { min: 1 } })),
  roleArn: optional(string({ length: { min: 1 } })),
  distribution: optional(oneOf(["Random", "ByLogStream"])),
  applyOnTransformedLogs: refused(),
  fieldSelectionCriteria: refused(),
  emitSystemFields: refused(),
} satisfies Members<PutSubscriptionFilterRequest>;

/**
 * Forwards a group's future events to a data stream, a delivery stream or a function.
 *
 * @remarks Policies of functions are stored and shown, but not evaluated: CloudWatch Logs may call every function of
 * the account.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html
 */
export const putSubscriptionFilter = operation(
  PutSubscriptionFilter$,
  putSubscriptionFilterMembers,
  async (cloud, request): Promise<void> => {
    const { filterName: name, filterPattern: pattern, destinationArn, roleArn, distribution = "ByLogStream" } = request;
    checkDestination(cloud, destinationArn, roleArn);
    const group = cloud.logs.requireGroup(request.logGroupName);
    filterPattern(pattern);
    if (getServiceOfArn(destinationArn) === "lambda") {
      const called = parseFunctionName(cloud, destinationArn).name;
      if (group.name === `/aws/lambda/${called}`) throw faults.createWouldCallItselfFault(group.name);
      if (cloud.lambda.functions.find(called) === undefined) throw faults.createFunctionNotCallableFault();
    } else if (roleArn !== undefined && !findAssumeRefusal(cloud.iam, roleArn, cloud.region))
      throw faults.createRoleNotAssumableFault();
    const subscription = { name, pattern, destinationArn, distribution };
    await cloud.subscriptions.put(group, roleArn === undefined ? subscription : { ...subscription, roleArn });
  },
);

/** Checks that AWS makes before it looks for the group. @throws AwsFault */
function checkDestination({ account }: Pick<Core, "account">, arn: string, roleArn: string | undefined): void {
  const vendor = getServiceOfArn(arn);
  if (vendor === "lambda") {
    if (getAccountOfArn(arn) !== account) throw faults.createOtherAccountsFunctionFault();
    if (roleArn !== undefined) throw faults.createRoleNotAllowedFault(vendor);
    return;
  }
  if (roleArn === undefined) throw faults.createRoleNeededFault(vendor);
  if (vendor !== "kinesis" && vendor !== "firehose") throw faults.createVendorNotSupportedFault(vendor);
}

/** Whether CloudWatch Logs can assume a role, which may trust the service or the service in this region. */
const findAssumeRefusal = (
  roles: { findRefusal(arn: string, service: string): string | undefined },
  roleArn: string,
  region: string,
): boolean =>
  ["logs.amazonaws.com", `logs.${region}.amazonaws.com`].some(
    (service) => roles.findRefusal(roleArn, service) === undefined,
  );

const describeSubscriptionFiltersMembers = {
  logGroupName: required(logGroupName),
  filterNamePrefix: optional(filterName),
  nextToken: optional(nextToken),
  limit: optional(describeLimit),
} satisfies Members<DescribeSubscriptionFiltersRequest>;

/** Lists a group's subscription filters, by name. */
export const describeSubscriptionFilters = operation(
  DescribeSubscriptionFilters$,
  describeSubscriptionFiltersMembers,
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

const deleteSubscriptionFilterMembers = {
  logGroupName: required(logGroupName),
  filterName: required(filterName),
} satisfies Members<DeleteSubscriptionFilterRequest>;

export const deleteSubscriptionFilter = operation(
  DeleteSubscriptionFilter$,
  deleteSubscriptionFilterMembers,
  ({ logs, subscriptions }, request): void => {
    subscriptions.remove(logs.requireGroup(request.logGroupName), request.filterName);
  },
);
