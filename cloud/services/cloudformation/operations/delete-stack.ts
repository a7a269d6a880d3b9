import { DeleteStack$, type DeleteStackInput } from "@aws-sdk/client-cloudformation";
import { optional, required, type Members } from "../../../core/members";
import { list, oneOf } from "../../../core/rules";
import { operationWithNotes } from "../../operation";
import { listImporters } from "../deployment/outputs";
import { createCannotDeleteFault, createInvalidRequestFault, createTerminationProtectedFault } from "../faults";
import { deploymentConfig, logicalId, roleArn, stackNameOrId, token } from "../fields";
import { STACK_ROLE, reportRole } from "../requests/stack-role";
import { isRepeated, addToken } from "../requests/token";

const members = {
  StackName: required(stackNameOrId),
  RetainResources: optional(list(logicalId)),
  RoleARN: optional(roleArn),
  ClientRequestToken: optional(token),
  DeletionMode: optional(oneOf(["STANDARD"])),
  DeploymentConfig: optional(deploymentConfig),
} satisfies Members<DeleteStackInput>;

/** Deleting a stack that does not exist, or is being deleted, is no error. */
export const deleteStack = operationWithNotes(STACK_ROLE)(
  DeleteStack$,
  members,
  (cloud, { StackName: name, RetainResources: retain = [], ClientRequestToken: output, RoleARN }, call): void => {
    reportRole(call, { RoleARN });
    const { stacks, engine, deployment } = cloud.cloudformation;
    const stack = stacks.find(name);
    if (stack === undefined || stack.status === "DELETE_COMPLETE" || stack.status === "DELETE_IN_PROGRESS") return;
    if (isRepeated(stack, output, "delete")) return;
    if (stack.isProtected) throw createTerminationProtectedFault(stack.name);
    if (/^UPDATE_.*IN_PROGRESS$/.test(stack.status)) throw createCannotDeleteFault(stack.id, stack.status);
    if (retain.length > 0 && stack.status !== "DELETE_FAILED") {
      throw createInvalidRequestFault(
        `Invalid operation on stack [${stack.id}]. RetainResources is only valid for stacks in the DELETE_FAILED state.`,
      );
    }
    const [used] = stack.outputs.flatMap(({ exportName }) =>
      exportName !== undefined && listImporters(deployment, exportName).length > 0 ? [exportName] : [],
    );
    if (used !== undefined)
      throw createInvalidRequestFault(
        `Delete canceled. Cannot delete export ${used} as it is in use by ${listImporters(deployment, used).join(" and ")}.`,
      );
    for (const resource of stacks.listResources(stack.id))
      stacks.saveResource({ ...resource, progress: "waiting", triedSince: undefined });
    engine.start(
      { ...stack, tokens: addToken(stack, output, "delete") },
      {
        status: "DELETE_IN_PROGRESS",
        work: {
          kind: "delete",
          phase: "forward",
          token: output,
          onFailure: "DO_NOTHING",
          before: undefined,
          retain,
          until: undefined,
          failed: false,
        },
      },
    );
  },
);
