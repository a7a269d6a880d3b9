import type { Stacks } from "../deployment/stacks";
import type { StoredChangeSet } from "../deployment/stored";
import { changeSetNotFound, noStackName, stackNotThere } from "../faults";

/**
 * A change set by its id, or by its name and its stack.
 *
 * @throws AwsFault ChangeSetNotFound, or ValidationError without a stack
 */
export function changeSetOf(stacks: Stacks, name: string, stackName: string | undefined): StoredChangeSet {
  if (name.startsWith("arn:")) {
    const found = stacks.changeSets().find(({ id }) => id === name);
    if (found === undefined) throw changeSetNotFound(name);
    return found;
  }
  if (stackName === undefined) throw noStackName();
  const stack = stacks.named(stackName, stackNotThere);
  const found = stacks.changeSets().find((one) => one.stackId === stack.id && one.name === name);
  if (found === undefined) throw changeSetNotFound(name);
  return found;
}
