import { ListChangeSets$, type ListChangeSetsInput, type ListChangeSetsOutput } from "@aws-sdk/client-cloudformation";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createStackMissingFault } from "../model/faults";
import { anyStackName, nextToken } from "../model/fields";
import { createPage } from "./page";

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
      Summaries: items.map((item) => ({
        StackId: item.stackId,
        StackName: item.stackName,
        ChangeSetId: item.id,
        ChangeSetName: item.name,
        ExecutionStatus: item.executionStatus,
        Status: item.status,
        ...(item.statusReason === undefined ? {} : { StatusReason: item.statusReason }),
        ...(item.description === undefined ? {} : { Description: item.description }),
        CreationTime: new Date(item.createdAt),
        IncludeNestedStacks: false,
      })),
      ...page,
    };
  },
);
