import {
  DescribeStackResource$,
  type DescribeStackResourceInput,
  type DescribeStackResourceOutput,
} from "@aws-sdk/client-cloudformation";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { resourceDetail } from "../answers";
import { resourceNotThere, stackNotThere } from "../faults";
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
    const stack = stacks.named(name, stackNotThere);
    const resource = stacks.resource(stack.id, wanted);
    if (resource === undefined) throw resourceNotThere(wanted, name);
    return { StackResourceDetail: resourceDetail(stack, resource) };
  },
);
