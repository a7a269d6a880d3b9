import { ListChangeSets$, type ListChangeSetsInput, type ListChangeSetsOutput } from "@aws-sdk/client-cloudformation";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createStackMissingFault } from "../faults";
import { anyStackName, nextToken } from "../fields";
import { createPage } from "../page";

const members = {
  StackName: required(anyStackName),
  NextToken: optional(nextToken),
} satisfies Members<ListChangeSetsInput>;

export const listChangeSets = operation(
  ListChangeSets$,
  members,
  (cloud, { StackName: name, NextToken: token }): ListChangeSetsOutput => {
    const { stacks } = cloud.cloudformation;
    const stack = stacks.requireStack(name, createStackMissingFault);
    const { items, ...page } = createPage(
      stacks.changeSets().filter(({ stackId }) => stackId === stack.id),
      token,
    );
    return {
      Summaries: items.map((one) => ({
        StackId: one.stackId,
        StackName: one.stackName,
        ChangeSetId: one.id,
        ChangeSetName: one.name,
        ExecutionStatus: one.executionStatus,
        Status: one.status,
        ...(one.statusReason === undefined ? {} : { StatusReason: one.statusReason }),
        ...(one.description === undefined ? {} : { Description: one.description }),
        CreationTime: new Date(one.createdAt),
        IncludeNestedStacks: false,
      })),
      ...page,
    };
  },
);
