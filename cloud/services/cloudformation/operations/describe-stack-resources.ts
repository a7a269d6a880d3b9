import {
  DescribeStackResources$,
  type DescribeStackResourcesInput,
  type DescribeStackResourcesOutput,
} from "@aws-sdk/client-cloudformation";
import { optional, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../operation";
import { describeResource } from "../answers";
import { createInvalidRequestFault } from "../faults";
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
      throw createInvalidRequestFault("Either StackName or PhysicalResourceId must be specified.");
    const stack =
      name === undefined
        ? stacks
            .listAll()
            .find(({ id }) => stacks.listResources(id).some((resource) => resource.physicalId === physical))
        : stacks.requireStack(name);
    if (stack === undefined) throw createInvalidRequestFault(`Stack for ${physical ?? ""} does not exist`);
    const resources = stacks
      .listResources(stack.id)
      .filter((resource) => logical === undefined || resource.logicalId === logical);
    return { StackResources: resources.map((resource) => describeResource(stack, resource)) };
  },
);
