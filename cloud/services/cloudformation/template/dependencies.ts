import { circularDependency } from "../faults";
import { referencesIn, type TakesBranch } from "./references";
import type { DeclaredResource } from "./template";

/** What tells which resources come before. */
type Dependent = Pick<DeclaredResource, "properties" | "dependsOn">;

/** For each resource, those that must be there before it. */
export type Dependencies = Readonly<Record<string, readonly string[]>>;

/**
 * What each resource that is to be made waits for: those that it names, and those it says it depends on.
 *
 * @param taken which branch an `If` takes; left out, both count
 */
export function dependenciesOf(resources: Readonly<Record<string, Dependent>>, taken?: TakesBranch): Dependencies {
  return Object.fromEntries(
    Object.entries(resources).map(([name, one]) => [
      name,
      needs(one, taken).filter((other) => Object.hasOwn(resources, other)),
    ]),
  );
}

const needs = ({ properties, dependsOn }: Dependent, taken: TakesBranch | undefined): readonly string[] => [
  ...new Set([...dependsOn, ...referencesIn(properties, taken).map(({ name }) => name)]),
];

/**
 * The resources in an order in which each follows those that it waits for.
 *
 * @throws AwsFault ValidationError naming those that wait for each other
 */
export function inOrder(dependencies: Dependencies): readonly string[] {
  const ordered: string[] = [];
  let left = Object.keys(dependencies);
  while (left.length > 0) {
    const ready = left.filter((name) => (dependencies[name] ?? []).every((other) => ordered.includes(other)));
    if (ready.length === 0) throw circularDependency(inCircles(left, dependencies));
    ordered.push(...ready);
    left = left.filter((name) => !ready.includes(name));
  }
  return ordered;
}

/** Of those that cannot be ordered, the ones that others wait for, too: the circles without what hangs on them. */
function inCircles(left: readonly string[], dependencies: Dependencies): readonly string[] {
  const waitedFor = left.filter((name) => left.some((other) => (dependencies[other] ?? []).includes(name)));
  return waitedFor.length === left.length ? left : inCircles(waitedFor, dependencies);
}
