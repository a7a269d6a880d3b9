import { getAccountOfArn, getServiceOfArn } from "../../../core/arn-parts";
import { PutSubscriptionFilter$, type PutSubscriptionFilterRequest } from "@aws-sdk/client-cloudwatch-logs";
import type { Core } from "../../../core/core";
import { optional, refused, required, type Members } from "../../../core/members";
import { oneOf, string } from "../../../core/rules";
import { parseFunctionName } from "../../lambda/function-name";
import { operation } from "../../operation";
import * as faults from "../faults";
import { filterName, filterPatternText, logGroupName } from "../fields";
import { filterPattern } from "../filter-pattern";

const members = {
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
  members,
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
    if (roleArn !== undefined) throw faults.createRoleNotWantedFault(vendor);
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
