import { setImmediate as nextTurn } from "node:timers/promises";
import { isNotFound } from "./reasons";
import { planNextTry } from "./retry";
import type { DeploymentContext } from "./deployment-context";
import type { StoredResource, StoredStack } from "./stored";

/** A set of resources to delete, and how their progress is saved. */
export interface Removal {
  listItems(): readonly StoredResource[];
  save(item: StoredResource): void;
  drop(item: StoredResource): void;
  /** Whether a resource is retained: it leaves the stack, but is not deleted. */
  shouldRetain(item: StoredResource): boolean;
}

/**
 * Takes one step in deleting resources, starting with those that no other resource depends on any more.
 *
 * @returns whether nothing more can be deleted; resources that failed stay among the items
 */
export async function remove(deployment: DeploymentContext, stack: StoredStack, removal: Removal): Promise<boolean> {
  for (let went = true; went;) {
    went = false;
    const items = removal.listItems();
    const needers = countNeeders(items);
    for (const item of items) {
      if (item.progress === "stuck" || (needers.get(item.logicalId) ?? 0) > 0) continue;
      const isGone = await step(deployment, stack, { removal, item });
      if (isGone) for (const other of listDependencies(item)) needers.set(other, (needers.get(other) ?? 1) - 1);
      went ||= isGone;
      // A stack may have 500 resources: other requests are answered between two of them.
      await nextTurn();
    }
  }
  const items = removal.listItems();
  const blocked = findBlocked(items);
  return items.every(({ progress, logicalId }) => progress === "stuck" || blocked.has(logicalId));
}

const listDependencies = ({ logicalId, dependsOn }: StoredResource): readonly string[] =>
  [...new Set(dependsOn)].filter((other) => other !== logicalId);

/** How many others depend on each resource. */
function countNeeders(items: readonly StoredResource[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const other of items.flatMap(listDependencies)) counts.set(other, (counts.get(other) ?? 0) + 1);
  return counts;
}

/** The direct and indirect dependencies of a resource that could not be deleted. Each is visited once. */
function findBlocked(items: readonly StoredResource[]): ReadonlySet<string> {
  const byId = groupById(items);
  const blocked = new Set<string>();
  const open = items.filter(({ progress }) => progress === "stuck");
  for (const item of open) {
    for (const other of listDependencies(item)) {
      if (blocked.has(other)) continue;
      blocked.add(other);
      open.push(...(byId.get(other) ?? []));
    }
  }
  return blocked;
}

function groupById(items: readonly StoredResource[]): ReadonlyMap<string, readonly StoredResource[]> {
  const groups = new Map<string, StoredResource[]>();
  for (const item of items) groups.set(item.logicalId, [...(groups.get(item.logicalId) ?? []), item]);
  return groups;
}

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
      deployment.recordEvent(stack, marked, changes.statusReason);
    return marked;
  };
  const noteGone = (status: "DELETE_COMPLETE" | "DELETE_SKIPPED"): true => {
    deployment.recordEvent(stack, { ...item, status });
    removal.drop(item);
    return true;
  };
  if (removal.shouldRetain(item)) return noteGone("DELETE_SKIPPED");
  if (item.physicalId === "") return noteGone("DELETE_COMPLETE");
  const { type, context, existing } = deployment.resolveResource(stack, item);
  if (item.progress !== "going") {
    const started = set({ status: "DELETE_IN_PROGRESS", statusReason: undefined, progress: "started" });
    try {
      await type.remove(context, existing);
    } catch (error) {
      if (isNotFound(error)) return noteGone("DELETE_COMPLETE");
      const later = planNextTry(deployment, started, { error });
      if (later !== undefined) removal.save(later);
      else set({ status: "DELETE_FAILED", statusReason: deployment.getReason(error), progress: "stuck" });
      return false;
    }
    // The next step checks whether the resource is gone, so that clients can see DELETE_IN_PROGRESS.
    removal.save({ ...started, progress: "going", triedSince: undefined });
    return false;
  }
  return type.isGone(context, existing) ? noteGone("DELETE_COMPLETE") : false;
}
