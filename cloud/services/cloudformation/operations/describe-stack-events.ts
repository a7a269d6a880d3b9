import {
  DescribeStackEvents$,
  type DescribeStackEventsInput,
  type DescribeStackEventsOutput,
} from "@aws-sdk/client-cloudformation";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { describedEvent } from "../answers";
import { stackNotThere } from "../faults";
import { nextToken, anyStackName } from "../fields";
import { pageOf } from "../page";

const members = {
  StackName: required(anyStackName),
  NextToken: optional(nextToken),
} satisfies Members<DescribeStackEventsInput>;

/** The newest event comes first. */
export const describeStackEvents = operation(
  DescribeStackEvents$,
  members,
  (cloud, { StackName: name, NextToken: token }): DescribeStackEventsOutput => {
    const { stacks } = cloud.cloudformation;
    const { items, ...page } = pageOf([...stacks.events(stacks.named(name, stackNotThere).id)].reverse(), token);
    return { StackEvents: items.map(describedEvent), ...page };
  },
);
