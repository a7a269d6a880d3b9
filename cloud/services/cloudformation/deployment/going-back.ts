import { isNotNow } from "./reasons";
import { PATIENCE_MS } from "./making";
import { failedTo, leave } from "./turning-points";
import type { Site } from "./site";
import type { Earlier, StoredResource, StoredStack, Work } from "./stored";

/**
 * Takes one step back to what was before an update: what was changed in place is changed back, what was replaced counts again,
 * what is new will be removed.
 *
 * @returns whether all is as it was
 */
export async function goBack(site: Site, stack: StoredStack, work: Work): Promise<boolean> {
  for (const resource of site.stacks.resourcesOf(stack.id)) {
    if (resource.isNew) letGo(site, stack, resource);
    else if (resource.earlier !== undefined && resource.progress !== "failed")
      await restore(site, stack, { resource, earlier: resource.earlier });
  }
  const changed = site.stacks.resourcesOf(stack.id).filter(({ earlier }) => earlier !== undefined);
  const failed = changed.filter(({ progress }) => progress === "failed");
  if (failed.length < changed.length) return false;
  if (failed.length > 0) {
    site.enter(stack, {
      status: "UPDATE_ROLLBACK_FAILED",
      statusReason: failedTo("update", failed),
      work: undefined,
      backTo: work.before,
    });
    return true;
  }
  const { before } = work;
  for (const resource of site.stacks.resourcesOf(stack.id))
    site.stacks.saveResource({ ...resource, progress: "waiting", triedSince: undefined });
  site.enter(stack, {
    status: "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
    ...(before === undefined ? {} : { source: before }),
    work: { ...work, phase: "cleanup" },
  });
  return true;
}

/** What the update added goes with the leftovers. */
function letGo(site: Site, stack: StoredStack, resource: StoredResource): void {
  const isKept = resource.deletionPolicy === "Retain" && !stack.retainExceptOnCreate;
  if (resource.physicalId !== "") leave(site, { ...resource, deletionPolicy: isKept ? "Retain" : "Delete" });
  else if (resource.status === "CREATE_FAILED") site.tell(stack, { ...resource, status: "DELETE_COMPLETE" });
  site.stacks.dropResource(resource);
}

async function restore(
  site: Site,
  stack: StoredStack,
  { resource, earlier }: { readonly resource: StoredResource; readonly earlier: Earlier },
): Promise<void> {
  const asBefore = {
    properties: earlier.properties,
    attributes: earlier.attributes,
    reference: earlier.reference,
    dependsOn: earlier.dependsOn,
  };
  if (earlier.change === "replaced") {
    if (resource.physicalId !== "") leave(site, { ...resource, deletionPolicy: "Delete" });
    site.mark(
      stack,
      { ...resource, ...asBefore, physicalId: earlier.physicalId, earlier: undefined },
      { status: "UPDATE_COMPLETE", statusReason: undefined, progress: "done" },
    );
    return;
  }
  const { type, ground } = site.at(stack, resource);
  const back = { id: resource.physicalId, properties: earlier.properties };
  if (resource.progress !== "making") {
    const started =
      resource.progress === "started"
        ? resource
        : site.mark(stack, resource, { status: "UPDATE_IN_PROGRESS", statusReason: undefined, progress: "started" });
    try {
      await type.update(ground, { id: resource.physicalId, properties: resource.properties }, earlier.properties);
      site.stacks.saveResource({ ...started, progress: "making", triedSince: undefined });
    } catch (error) {
      const since = started.triedSince ?? site.now();
      if (isNotNow(error, true) && site.now() - since < PATIENCE_MS)
        site.stacks.saveResource({ ...started, triedSince: since });
      else site.mark(stack, started, { status: "UPDATE_FAILED", statusReason: site.reason(error), progress: "failed" });
    }
    return;
  }
  if (await type.settle(ground, back))
    site.mark(
      stack,
      { ...resource, ...asBefore, earlier: undefined },
      { status: "UPDATE_COMPLETE", statusReason: undefined, progress: "done" },
    );
}
