import {
  ListChangeSets$,
  type ListChangeSetsInput,
  type ListChangeSetsOutput,
  DeleteChangeSet$,
  type DeleteChangeSetInput,
  type DeleteChangeSetOutput,
} from "@aws-sdk/client-cloudformation";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createStackMissingFault, createNoStackNameFault } from "../model/faults";
import { anyStackName, nextToken, changeSetNameOrId } from "../model/fields";
import { createPage } from "./page";

const listChangeSetsMembers = {
  StackName: required(anyStackName),
  NextToken: optional(nextToken),
} satisfies Members<ListChangeSetsInput>;

export const listChangeSets = operation(
  ListChangeSets$,
  listChangeSetsMembers,
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

const deleteChangeSetMembers = {
  ChangeSetName: required(changeSetNameOrId),
  StackName: optional(anyStackName),
} satisfies Members<DeleteChangeSetInput>;

/** A change set that does not exist is no error. A stack in REVIEW_IN_PROGRESS stays, as it does on AWS. */
export const deleteChangeSet = operation(
  DeleteChangeSet$,
  deleteChangeSetMembers,
  (cloud, { ChangeSetName: name, StackName: stackName }): DeleteChangeSetOutput => {
    const { stacks } = cloud.cloudformation;
    if (stackName === undefined && !name.startsWith("arn:")) throw createNoStackNameFault();
    const stackId = stackName === undefined ? undefined : stacks.requireStack(stackName, createStackMissingFault).id;
    const found = stacks
      .changeSets()
      .find((item) => (name.startsWith("arn:") ? item.id === name : item.name === name && item.stackId === stackId));
    if (found !== undefined) stacks.dropChangeSet(found);
    return {};
  },
);
