import type { Stacks } from "../../model/deployment/stacks";
import type { StoredChangeSet } from "../../model/deployment/stored";
import { createChangeSetNotFoundFault, createNoStackNameFault, createStackMissingFault } from "../../model/faults";

/**
 * A change set by its id, or by its name and its stack.
 *
 * @throws AwsFault ChangeSetNotFound, or ValidationError without a stack
 */
export function requireChangeSet(stacks: Stacks, name: string, stackName: string | undefined): StoredChangeSet {
  if (name.startsWith("arn:")) {
    const found = stacks.changeSets().find(({ id }) => id === name);
    if (found === undefined) throw createChangeSetNotFoundFault(name);
    return found;
  }
  if (stackName === undefined) throw createNoStackNameFault();
  const stack = stacks.requireStack(stackName, createStackMissingFault);
  const found = stacks.changeSets().find((item) => item.stackId === stack.id && item.name === name);
  if (found === undefined) throw createChangeSetNotFoundFault(name);
  return found;
}
