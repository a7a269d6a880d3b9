import {
  ContinueUpdateRollback$,
  type ContinueUpdateRollbackInput,
  type ContinueUpdateRollbackOutput,
} from "@aws-sdk/client-cloudformation";
import { optional, refused, required, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { operationWithNotes } from "../../framework/operation";
import { createInvalidRequestFault, createStackMissingFault } from "../model/faults";
import { logicalId, roleArn, stackNameOrId, token } from "../model/fields";
import { STACK_ROLE, reportRole } from "./requests/new-stack";

const members = {
  StackName: required(stackNameOrId),
  RoleARN: optional(roleArn),
  ResourcesToSkip: optional(list(logicalId)),
  ClientRequestToken: optional(token),
  ForceRollback: refused(),
} satisfies Members<ContinueUpdateRollbackInput>;

/** Continues a rollback that failed; ResourcesToSkip stay as they are. */
export const continueUpdateRollback = operationWithNotes(STACK_ROLE)(
  ContinueUpdateRollback$,
  members,
  (cloud, request, call): ContinueUpdateRollbackOutput => {
    reportRole(call, request);
    const { stacks, engine } = cloud.cloudformation;
    const stack = stacks.requireStack(request.StackName, createStackMissingFault);
    if (stack.status !== "UPDATE_ROLLBACK_FAILED") {
      throw createInvalidRequestFault(
        `Stack:${stack.id} is in ${stack.status} state and can not continue its update rollback.`,
      );
    }
    for (const resource of stacks.listResources(stack.id)) {
      const isSkipped = request.ResourcesToSkip?.includes(resource.logicalId) ?? false;
      stacks.saveResource({
        ...resource,
        progress: "waiting",
        triedSince: undefined,
        earlier: isSkipped ? undefined : resource.earlier,
      });
    }
    const work = {
      kind: "update",
      phase: "back",
      token: request.ClientRequestToken,
      onFailure: "ROLLBACK",
      before: stack.backTo,
      retain: [],
      until: undefined,
      failed: true,
    } as const;
    engine.start(stack, { status: "UPDATE_ROLLBACK_IN_PROGRESS", work });
    return {};
  },
);
