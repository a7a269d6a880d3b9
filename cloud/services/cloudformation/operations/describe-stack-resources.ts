import {
  DescribeStackResources$,
  type DescribeStackResourcesInput,
  type DescribeStackResourcesOutput,
} from "@aws-sdk/client-cloudformation";
import { optional, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../operation";
import { describedResource } from "../answers";
import { invalidRequest } from "../faults";
import { logicalId, anyStackName } from "../fields";

const members = {
  StackName: optional(anyStackName),
  LogicalResourceId: optional(logicalId),
  PhysicalResourceId: optional(string()),
} satisfies Members<DescribeStackResourcesInput>;

/** The resources of a stack, which the request names directly or by the physical id of one of its resources. */
export const describeStackResources = operation(
  DescribeStackResources$,
  members,
  (cloud, request): DescribeStackResourcesOutput => {
    const { StackName: name, LogicalResourceId: logical, PhysicalResourceId: physical } = request;
    const { stacks } = cloud.cloudformation;
    if (name === undefined && physical === undefined)
      throw invalidRequest("Either StackName or PhysicalResourceId must be specified.");
    const stack =
      name === undefined
        ? stacks.all().find(({ id }) => stacks.resourcesOf(id).some((one) => one.physicalId === physical))
        : stacks.named(name);
    if (stack === undefined) throw invalidRequest(`Stack for ${physical ?? ""} does not exist`);
    const resources = stacks.resourcesOf(stack.id).filter((one) => logical === undefined || one.logicalId === logical);
    return { StackResources: resources.map((one) => describedResource(stack, one)) };
  },
);
