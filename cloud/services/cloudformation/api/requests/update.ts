import {
  createStackBusyFault,
  createChangeSetNotFoundFault,
  createNoStackNameFault,
  createStackMissingFault,
} from "../../model/faults";
import type { Source, StoredStack, Work, StoredChangeSet } from "../../model/deployment/stored";
import { addToken } from "./new-stack";
import type { Stacks } from "../../model/deployment/stacks";

const UPDATABLE: readonly string[] = [
  "CREATE_COMPLETE",
  "UPDATE_COMPLETE",
  "UPDATE_ROLLBACK_COMPLETE",
  "CREATE_FAILED",
  "UPDATE_FAILED",
  "IMPORT_COMPLETE",
];

/** @throws AwsFault ValidationError that names the status, if a stack in that status cannot be updated */
export function checkUpdatable({ id, status }: StoredStack): void {
  if (!UPDATABLE.includes(status)) throw createStackBusyFault(id, status);
}

/** The changes of a stack when an update begins. */
export const updateWork = (
  stack: StoredStack,
  source: Source,
  {
    token,
    disablesRollback,
    now,
    kind,
  }: {
    readonly token: string | undefined;
    readonly disablesRollback: boolean;
    readonly now: number;
    readonly kind: string;
  },
): Pick<StoredStack, "source" | "updatedAt" | "imports" | "disableRollback" | "tokens"> & { readonly work: Work } => ({
  // Without new ones, the capabilities stay (recorded on AWS by LocalStack, test_no_echo_parameter).
  source: source.capabilities.length === 0 ? { ...source, capabilities: stack.source.capabilities } : source,
  updatedAt: now,
  imports: [],
  disableRollback: disablesRollback,
  tokens: addToken(stack, token, kind),
  work: {
    kind: "update",
    phase: "forward",
    token,
    onFailure: disablesRollback ? "DO_NOTHING" : "ROLLBACK",
    before: stack.source,
    retain: [],
    until: undefined,
    failed: false,
  },
});

const isExecuted = ({ executionStatus }: StoredChangeSet): boolean => executionStatus === "EXECUTE_COMPLETE";

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
  // The latest of that name: the others were executed.
  const found = stacks
    .changeSets()
    .filter((item) => item.stackId === stack.id && item.name === name)
    .toSorted((a, b) => a.createdAt - b.createdAt || Number(isExecuted(b)) - Number(isExecuted(a)));
  const latest = found.at(-1);
  if (latest === undefined) throw createChangeSetNotFoundFault(name);
  return latest;
}
