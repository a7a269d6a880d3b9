import {
  ExecuteChangeSet$,
  type ExecuteChangeSetInput,
  type ExecuteChangeSetOutput,
} from "@aws-sdk/client-cloudformation";
import { optional, required, type Members } from "../../../core/members";
import type { Services } from "../../framework/services";
import { operation } from "../../framework/operation";
import type { FailureReaction, StoredChangeSet, StoredStack } from "../model/deployment/stored";
import { createChangeSetNotExecutableFault } from "../model/faults";
import { anyStackName, changeSetNameOrId, flag, token } from "../model/fields";
import { createWork } from "./requests/new-stack";
import { isRepeated, addToken } from "./requests/token";
import { checkUpdatable, updateWork, requireChangeSet } from "./requests/update";

const members = {
  ChangeSetName: required(changeSetNameOrId),
  StackName: optional(anyStackName),
  ClientRequestToken: optional(token),
  DisableRollback: optional(flag),
  RetainExceptOnCreate: optional(flag),
} satisfies Members<ExecuteChangeSetInput>;

/** Applies a change set, and deletes the stack's other change sets, as they no longer fit the stack. */
export const executeChangeSet = operation(ExecuteChangeSet$, members, (cloud, request): ExecuteChangeSetOutput => {
  const { stacks } = cloud.cloudformation;
  const found = requireChangeSet(stacks, request.ChangeSetName, request.StackName);
  const stack = stacks.requireStack(found.stackId);
  const requestToken = request.ClientRequestToken;
  if (isRepeated(stack, requestToken, `execute ${found.id}`)) return {};
  if (found.executionStatus !== "AVAILABLE")
    throw createChangeSetNotExecutableFault(found.id, found.status === "FAILED" ? "FAILED" : found.executionStatus);
  const retains = {
    retainExceptOnCreate: request.RetainExceptOnCreate ?? false,
    roleArn: found.roleArn ?? stack.roleArn,
    changeSetId: found.id,
  };
  const failing = request.DisableRollback ? "DO_NOTHING" : (found.onFailure ?? "ROLLBACK");
  if (found.type === "CREATE") create(cloud, { ...stack, ...retains }, { found, requestToken, failing });
  else {
    checkUpdatable(stack);
    const started = updateWork(stack, found.source, {
      token: requestToken,
      disablesRollback: failing === "DO_NOTHING",
      now: cloud.now(),
      kind: `execute ${found.id}`,
    });
    cloud.cloudformation.engine.start({ ...stack, ...retains }, { status: "UPDATE_IN_PROGRESS", ...started });
  }
  stacks.saveChangeSet({ ...found, executionStatus: "EXECUTE_COMPLETE" });
  for (const other of stacks.changeSets())
    if (other.stackId === stack.id && other.id !== found.id) stacks.dropChangeSet(other);
  return {};
});

function create(
  cloud: Services,
  stack: StoredStack,
  {
    found,
    requestToken,
    failing,
  }: { readonly found: StoredChangeSet; readonly requestToken: string | undefined; readonly failing: FailureReaction },
): void {
  cloud.cloudformation.engine.start(
    {
      ...stack,
      source: found.source,
      disableRollback: failing === "DO_NOTHING",
      updatedAt: cloud.now(),
      tokens: addToken(stack, requestToken, `execute ${found.id}`),
    },
    {
      status: "CREATE_IN_PROGRESS",
      work: createWork({ token: requestToken, onFailure: failing, until: undefined }),
    },
  );
}
