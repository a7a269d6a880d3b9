import {
  DescribeStackEvents$,
  type DescribeStackEventsInput,
  type DescribeStackEventsOutput,
} from "@aws-sdk/client-cloudformation";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { describeEvent } from "./describe-stack";
import { createStackMissingFault } from "../model/faults";
import { nextToken, anyStackName } from "../model/fields";
import { createPage } from "./page";

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
    const { items, ...page } = createPage(
      [...stacks.listEvents(stacks.requireStack(name, createStackMissingFault).id)].reverse(),
      token,
    );
    return { StackEvents: items.map(describeEvent), ...page };
  },
);
