import { evaluateOutputs } from "./outputs";
import type { Plan } from "./plan";
import type { Removal } from "./removing";
import type { DeploymentContext } from "./deployment-context";
import type { StoredResource, StoredStack, Work } from "./stored";

/** The deletion of all resources of a stack that is deleted, or whose creation failed. */
export function createStackRemoval(deployment: DeploymentContext, stack: StoredStack, work: Work): Removal {
  const isRollback = work.kind === "create";
  return {
    listItems: () => deployment.stacks.listResources(stack.id),
    save: (item) => deployment.stacks.saveResource(item),
    drop: (item) => deployment.stacks.dropResource(item),
    shouldRetain({ logicalId, deletionPolicy, physicalId }) {
      if (work.retain.includes(logicalId)) return true;
      if (physicalId === "") return false;
      return isRollback ? deletionPolicy === "Retain" && !stack.retainExceptOnCreate : deletionPolicy !== "Delete";
    },
  };
}

/** The deletion of the resources that an update no longer needs. */
export function createLeftoversRemoval(deployment: DeploymentContext, { id }: StoredStack): Removal {
  const getKey = ({ logicalId, physicalId }: StoredResource): string =>
    formatLeftoverKey(id, { logicalId, physicalId });
  return {
    listItems: () => deployment.stacks.listLeftovers(id).map(({ resource }) => resource),
    save: (resource) => deployment.stacks.saveLeftover({ stackId: id, key: getKey(resource), resource }),
    drop: (resource) => deployment.stacks.dropLeftover({ stackId: id, key: getKey(resource), resource }),
    shouldRetain: ({ deletionPolicy }) => deletionPolicy !== "Delete",
  };
}

const formatLeftoverKey = (
  stackId: string,
  { logicalId, physicalId }: Pick<StoredResource, "logicalId" | "physicalId">,
): string => `${stackId}/${logicalId}/${physicalId}`;

/** Puts a resource among the leftovers, which are deleted at the end of the update. */
export function leave(deployment: DeploymentContext, resource: StoredResource): void {
  const item: StoredResource = { ...resource, progress: "waiting", triedSince: undefined, earlier: undefined };
  deployment.stacks.saveLeftover({
    stackId: resource.stackId,
    key: formatLeftoverKey(resource.stackId, resource),
    resource: item,
  });
}

/** Ends the forward phase: computes the outputs, and begins to delete resources that are no longer needed. */
export function finishForward(
  deployment: DeploymentContext,
  stack: StoredStack,
  { work, plan }: { readonly work: Work; readonly plan: Plan },
): void {
  const outputs = evaluateOutputs(deployment, stack, plan);
  if (typeof outputs === "string")
    return turnBack(deployment, stack, {
      work,
      reason: `${outputs}${work.onFailure === "ROLLBACK" && work.kind === "create" ? " Rollback requested by user." : ""}`,
    });
  const description = plan.template.description;
  if (work.kind === "create") {
    settle(deployment, stack);
    deployment.enter(stack, { status: "CREATE_COMPLETE", outputs, description, work: undefined });
    return;
  }
  const entered = deployment.enter(stack, {
    status: "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
    outputs,
    description,
    work: { ...work, phase: "cleanup" },
  });
  for (const resource of deployment.stacks.listResources(stack.id)) {
    if (!Object.hasOwn(plan.targets, resource.logicalId)) {
      leave(deployment, resource);
      deployment.stacks.dropResource(resource);
    } else if (resource.earlier?.change === "replaced") {
      leave(deployment, {
        ...resource,
        ...resource.earlier,
        deletionPolicy: resource.updateReplacePolicy === "Retain" ? "Retain" : "Delete",
      });
    }
  }
  settle(deployment, entered);
}

/** Resets the progress of all of the stack's resources at the end of a deployment. */
function settle(deployment: DeploymentContext, { id }: StoredStack): void {
  for (const resource of deployment.stacks.listResources(id))
    deployment.stacks.saveResource({
      ...resource,
      progress: "waiting",
      earlier: undefined,
      isNew: false,
      triedSince: undefined,
    });
}

/**
 * Ends the forward phase of a deployment that failed or took too long; resources that are still being created are given
 * up.
 */
export function finishFailure(
  deployment: DeploymentContext,
  stack: StoredStack,
  { work, plan, isLate }: { readonly work: Work; readonly plan: Plan; readonly isLate: boolean },
): void {
  const canceledReason = work.kind === "create" ? "Resource creation cancelled" : "Resource update cancelled";
  for (const resource of deployment.stacks.listResources(stack.id)) {
    if (resource.progress !== "started" && resource.progress !== "making") continue;
    deployment.mark(stack, resource, {
      status: resource.earlier === undefined ? "CREATE_FAILED" : "UPDATE_FAILED",
      statusReason: canceledReason,
      progress: "failed",
    });
  }
  const failed = deployment.stacks
    .listResources(stack.id)
    .filter(({ progress, logicalId }) => progress === "failed" && Object.hasOwn(plan.targets, logicalId));
  const message = (["CREATE", "UPDATE"] as const)
    .map((verb) =>
      describeFailed(
        verb.toLowerCase(),
        failed.filter(({ status }) => status === `${verb}_FAILED`),
      ),
    )
    .join("");
  const reason = isLate && failed.length === 0 ? "Stack creation time exceeded the specified timeout. " : message;
  turnBack(deployment, stack, {
    work,
    reason: work.onFailure === "ROLLBACK" && work.kind === "create" ? `${reason}Rollback requested by user.` : reason,
  });
}

/** AWS's sentence about failed resources; empty if there are none. */
export const describeFailed = (verb: string, failed: readonly StoredResource[]): string =>
  failed.length === 0
    ? ""
    : `The following resource(s) failed to ${verb}: [${failed.map(({ logicalId }) => logicalId).join(", ")}]. `;

function turnBack(
  deployment: DeploymentContext,
  stack: StoredStack,
  { work, reason }: { readonly work: Work; readonly reason: string },
): void {
  if (work.onFailure === "DO_NOTHING") {
    settle(deployment, stack);
    deployment.enter(stack, {
      status: work.kind === "create" ? "CREATE_FAILED" : "UPDATE_FAILED",
      statusReason: reason,
      work: undefined,
    });
    return;
  }
  if (work.kind === "create" && work.onFailure === "DELETE") {
    deployment.enter(stack, {
      status: "DELETE_IN_PROGRESS",
      statusReason: reason,
      work: { ...work, kind: "delete", phase: "forward", failed: true },
    });
  } else {
    const status = work.kind === "create" ? "ROLLBACK_IN_PROGRESS" : "UPDATE_ROLLBACK_IN_PROGRESS";
    deployment.enter(stack, { status, statusReason: reason, work: { ...work, phase: "back", failed: true } });
  }
  for (const resource of deployment.stacks.listResources(stack.id))
    deployment.stacks.saveResource({ ...resource, progress: "waiting", triedSince: undefined });
}

/** Ends a deletion: all resources are deleted, or some could not be. */
export function finishDeletion(deployment: DeploymentContext, stack: StoredStack, work: Work): void {
  const left = deployment.stacks.listResources(stack.id).filter(({ progress }) => progress === "stuck");
  const reason = left.length === 0 ? undefined : describeFailed("delete", left);
  if (work.kind === "create") {
    deployment.enter(stack, {
      status: left.length === 0 ? "ROLLBACK_COMPLETE" : "ROLLBACK_FAILED",
      statusReason: reason,
      outputs: [],
      work: undefined,
    });
  } else if (reason !== undefined) {
    deployment.enter(stack, { status: "DELETE_FAILED", statusReason: reason, work: undefined });
  } else {
    deployment.stacks.forgetLater(
      deployment.enter(stack, { status: "DELETE_COMPLETE", deletedAt: deployment.now(), work: undefined, imports: [] }),
    );
    deployment.stacks
      .changeSets()
      // Those that were executed can still be described by their ARN (recorded on AWS by LocalStack, 2023-11-22,
      // test_changesets.py, test_name_conflicts).
      .filter(({ stackId, executionStatus }) => stackId === stack.id && executionStatus !== "EXECUTE_COMPLETE")
      .forEach((item) => deployment.stacks.dropChangeSet(item));
  }
}

/** Ends the cleanup of an update. Leftovers that could not be deleted no longer belong to the stack. */
export function finishCleanup(deployment: DeploymentContext, stack: StoredStack, { failed }: Work): void {
  deployment.stacks.listLeftovers(stack.id).forEach((leftover) => deployment.stacks.dropLeftover(leftover));
  deployment.enter(stack, { status: failed ? "UPDATE_ROLLBACK_COMPLETE" : "UPDATE_COMPLETE", work: undefined });
}
