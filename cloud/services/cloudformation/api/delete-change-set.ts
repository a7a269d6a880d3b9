import {
  DeleteChangeSet$,
  type DeleteChangeSetInput,
  type DeleteChangeSetOutput,
} from "@aws-sdk/client-cloudformation";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createNoStackNameFault, createStackMissingFault } from "../model/faults";
import { anyStackName, changeSetNameOrId } from "../model/fields";

const members = {
  ChangeSetName: required(changeSetNameOrId),
  StackName: optional(anyStackName),
} satisfies Members<DeleteChangeSetInput>;

/** A change set that does not exist is no error. A stack in REVIEW_IN_PROGRESS stays, as it does on AWS. */
export const deleteChangeSet = operation(
  DeleteChangeSet$,
  members,
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
