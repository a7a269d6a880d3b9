import { DescribeStacks$, type DescribeStacksInput, type DescribeStacksOutput } from "@aws-sdk/client-cloudformation";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { describeStack } from "../answers";
import { nextToken, anyStackName } from "../fields";
import { createPage } from "../page";

const members = {
  StackName: optional(anyStackName),
  NextToken: optional(nextToken),
} satisfies Members<DescribeStacksInput>;

/** One stack, by its name or, even if it is deleted, by its id; without either, all stacks that are not deleted. */
export const describeStacks = operation(
  DescribeStacks$,
  members,
  (cloud, { StackName: name, NextToken: token }): DescribeStacksOutput => {
    const { stacks } = cloud.cloudformation;
    if (name !== undefined) return { Stacks: [describeStack(stacks.requireStack(name))] };
    const { items, ...page } = createPage(
      stacks.listAll().filter(({ status }) => status !== "DELETE_COMPLETE"),
      token,
    );
    return { Stacks: items.map(describeStack), ...page };
  },
);
