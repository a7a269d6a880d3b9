import { isNotFound } from "./reasons";
import { nextTry } from "./retry";
import type { DeploymentContext } from "./deployment-context";
import type { StoredResource, StoredStack } from "./stored";

/** A set of resources to delete, and how their progress is saved. */
export interface Removal {
  items(): readonly StoredResource[];
  save(item: StoredResource): void;
  drop(item: StoredResource): void;
  /** Whether a resource is retained: it leaves the stack, but is not deleted. */
  keeps(item: StoredResource): boolean;
}

/**
 * Takes one step in deleting resources: first those on which no other resource depends any more.
 *
 * @returns whether nothing more can be deleted; resources that failed stay among the items
 */
export async function remove(deployment: DeploymentContext, stack: StoredStack, removal: Removal): Promise<boolean> {
  for (let went = true; went;) {
    went = false;
    for (const item of removal.items()) {
      if (item.progress === "stuck" || isNeeded(item, removal.items())) continue;
      went = (await step(deployment, stack, { removal, item })) || went;
    }
  }
  return removal.items().every((item) => item.progress === "stuck" || isBlocked(item, removal.items()));
}

const isNeeded = ({ logicalId }: StoredResource, items: readonly StoredResource[]): boolean =>
  items.some((other) => other.logicalId !== logicalId && other.dependsOn.includes(logicalId));

/** Whether a resource that depends on this one, directly or indirectly, could not be deleted. */
const isBlocked = ({ logicalId }: StoredResource, items: readonly StoredResource[]): boolean =>
  items.some(
    (other) =>
      other.logicalId !== logicalId &&
      other.dependsOn.includes(logicalId) &&
      (other.progress === "stuck" || isBlocked(other, items)),
  );

/** @returns whether the resource is gone */
async function step(
  deployment: DeploymentContext,
  stack: StoredStack,
  { removal, item }: { readonly removal: Removal; readonly item: StoredResource },
): Promise<boolean> {
  const set = (changes: Partial<StoredResource>): StoredResource => {
    const marked = { ...item, ...changes, updatedAt: deployment.now() };
    removal.save(marked);
    if (changes.status !== undefined && changes.status !== item.status)
      deployment.tell(stack, marked, changes.statusReason);
    return marked;
  };
  const gone = (status: "DELETE_COMPLETE" | "DELETE_SKIPPED"): true => {
    deployment.tell(stack, { ...item, status });
    removal.drop(item);
    return true;
  };
  if (removal.keeps(item)) return gone("DELETE_SKIPPED");
  if (item.physicalId === "") return gone("DELETE_COMPLETE");
  const { type, context, existing } = deployment.at(stack, item);
  if (item.progress !== "going") {
    const started = set({ status: "DELETE_IN_PROGRESS", statusReason: undefined, progress: "started" });
    try {
      await type.remove(context, existing);
    } catch (error) {
      if (isNotFound(error)) return gone("DELETE_COMPLETE");
      const later = nextTry(deployment, started, { error });
      if (later !== undefined) removal.save(later);
      else set({ status: "DELETE_FAILED", statusReason: deployment.reason(error), progress: "stuck" });
      return false;
    }
    // The next step checks whether the resource is gone, so that clients can see DELETE_IN_PROGRESS.
    removal.save({ ...started, progress: "going", triedSince: undefined });
    return false;
  }
  return type.isGone(context, existing) ? gone("DELETE_COMPLETE") : false;
}
