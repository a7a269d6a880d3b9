import { setImmediate as nextTurn } from "node:timers/promises";
import { changeInPlace } from "./change-in-place";
import { describeFailed, leave } from "./transitions";
import type { DeploymentContext } from "./deployment-context";
import type { PreviousState, StoredResource, StoredStack, Work } from "./stored";

/**
 * Takes one step in rolling back an update: resources changed in place are changed back, replaced ones become current
 * again, and new ones will be deleted.
 *
 * @returns whether the rollback is over, successful or not
 */
export async function rollBack(deployment: DeploymentContext, stack: StoredStack, work: Work): Promise<boolean> {
  for (const resource of deployment.stacks.listResources(stack.id)) {
    if (resource.isNew) letGo(deployment, stack, resource);
    else if (resource.earlier !== undefined && resource.progress !== "failed")
      await restore(deployment, stack, { resource, earlier: resource.earlier });
    // A stack may have 500 resources: other requests are answered between two of them.
    await nextTurn();
  }
  const changed = deployment.stacks.listResources(stack.id).filter(({ earlier }) => earlier !== undefined);
  const failed = changed.filter(({ progress }) => progress === "failed");
  if (failed.length < changed.length) return false;
  if (failed.length > 0) {
    deployment.enter(stack, {
      status: "UPDATE_ROLLBACK_FAILED",
      statusReason: describeFailed("update", failed),
      work: undefined,
      backTo: work.before,
    });
    return true;
  }
  const { before } = work;
  for (const resource of deployment.stacks.listResources(stack.id))
    deployment.stacks.saveResource({ ...resource, progress: "waiting", triedSince: undefined });
  deployment.enter(stack, {
    status: "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
    ...(before === undefined ? {} : { source: before }),
    work: { ...work, phase: "cleanup" },
  });
  return true;
}

/** Moves a resource that the update added to the leftovers, which are deleted at the end. */
function letGo(deployment: DeploymentContext, stack: StoredStack, resource: StoredResource): void {
  const isRetained = resource.deletionPolicy === "Retain" && !stack.retainExceptOnCreate;
  if (resource.physicalId !== "") leave(deployment, { ...resource, deletionPolicy: isRetained ? "Retain" : "Delete" });
  else if (resource.status === "CREATE_FAILED")
    deployment.recordEvent(stack, { ...resource, status: "DELETE_COMPLETE" });
  deployment.stacks.dropResource(resource);
}

async function restore(
  deployment: DeploymentContext,
  stack: StoredStack,
  { resource, earlier }: { readonly resource: StoredResource; readonly earlier: PreviousState },
): Promise<void> {
  const asBefore = {
    properties: earlier.properties,
    attributes: earlier.attributes,
    reference: earlier.reference,
    dependsOn: earlier.dependsOn,
  };
  if (earlier.change === "replaced") {
    if (resource.physicalId !== "") leave(deployment, { ...resource, deletionPolicy: "Delete" });
    deployment.mark(
      stack,
      { ...resource, ...asBefore, physicalId: earlier.physicalId, earlier: undefined },
      { status: "UPDATE_COMPLETE", statusReason: undefined, progress: "done" },
    );
    return;
  }
  if (resource.progress === "making") {
    const { type, context } = deployment.resolveResource(stack, resource);
    if (await type.settle(context, { id: resource.physicalId, properties: earlier.properties }))
      deployment.mark(
        stack,
        { ...resource, ...asBefore, earlier: undefined },
        { status: "UPDATE_COMPLETE", statusReason: undefined, progress: "done" },
      );
    return;
  }
  const started =
    resource.progress === "started"
      ? resource
      : deployment.mark(stack, resource, {
          status: "UPDATE_IN_PROGRESS",
          statusReason: undefined,
          progress: "started",
        });
  await changeInPlace(deployment, stack, {
    resource: started,
    from: resource.properties,
    to: earlier.properties,
  });
}
