import { createCircularDependencyFault } from "../faults";
import { listReferences, type BranchTest } from "./references";
import type { DeclaredResource } from "./template";

/** The part of a resource that determines its dependencies. */
type Dependent = Pick<DeclaredResource, "properties" | "dependsOn">;

/** For each resource, the resources that must be created before it. */
export type Dependencies = Readonly<Record<string, readonly string[]>>;

/**
 * The dependencies of each resource: the resources to which its properties refer, and those of its DependsOn.
 *
 * @param taken which branch an `If` takes; without it, both branches count
 */
export function findDependencies(resources: Readonly<Record<string, Dependent>>, taken?: BranchTest): Dependencies {
  return Object.fromEntries(
    Object.entries(resources).map(([name, one]) => [
      name,
      listNeeded(one, taken).filter((other) => Object.hasOwn(resources, other)),
    ]),
  );
}

const listNeeded = ({ properties, dependsOn }: Dependent, taken: BranchTest | undefined): readonly string[] => [
  ...new Set([...dependsOn, ...listReferences(properties, taken).map(({ name }) => name)]),
];

/**
 * The resources in an order in which each one follows its dependencies.
 *
 * @throws AwsFault ValidationError that names the resources of a circular dependency
 */
export function sortByDependencies(dependencies: Dependencies): readonly string[] {
  const ordered = new Set<string>();
  let left = Object.keys(dependencies);
  while (left.length > 0) {
    const ready = left.filter((name) => (dependencies[name] ?? []).every((other) => ordered.has(other)));
    if (ready.length === 0) throw createCircularDependencyFault(findCircles(left, dependencies));
    for (const name of ready) ordered.add(name);
    left = left.filter((name) => !ordered.has(name));
  }
  return [...ordered];
}

/** The resources of the circular dependencies: leaves out resources on which no other of `left` depends. */
function findCircles(left: readonly string[], dependencies: Dependencies): readonly string[] {
  const needed = new Set(left.flatMap((name) => dependencies[name] ?? []));
  const waitedFor = left.filter((name) => needed.has(name));
  return waitedFor.length === left.length ? left : findCircles(waitedFor, dependencies);
}
