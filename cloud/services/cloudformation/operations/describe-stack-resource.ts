import {
  DescribeStackResource$,
  type DescribeStackResourceInput,
  type DescribeStackResourceOutput,
} from "@aws-sdk/client-cloudformation";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { describeResourceDetail } from "../answers";
import { createResourceMissingFault, createStackMissingFault } from "../faults";
import { logicalId, anyStackName } from "../fields";

const members = {
  StackName: required(anyStackName),
  LogicalResourceId: required(logicalId),
} satisfies Members<DescribeStackResourceInput>;

export const describeStackResource = operation(
  DescribeStackResource$,
  members,
  (cloud, { StackName: name, LogicalResourceId: wanted }): DescribeStackResourceOutput => {
    const { stacks } = cloud.cloudformation;
    const stack = stacks.requireStack(name, createStackMissingFault);
    const resource = stacks.findResource(stack.id, wanted);
    if (resource === undefined) throw createResourceMissingFault(wanted, name);
    return { StackResourceDetail: describeResourceDetail(stack, resource) };
  },
);
