import { createStackBusyFault } from "../../model/faults";
import type { Source, StoredStack, Work } from "../../model/deployment/stored";
import { addToken } from "./token";

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
  source,
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
