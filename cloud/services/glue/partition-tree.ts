import type { PartitionTest } from "./partition-predicate";

/** The values of what a tree holds. */
type ValuesOf<P> = (item: P) => readonly string[];

interface Node<P> {
  /** All below it, until somebody looks closer: then they are spread over its branches. */
  items: P[] | undefined;
  /** By the next key's values. */
  branches: Map<string, Node<P>> | undefined;
}

/**
 * The partitions of a table, found by the values of their keys: the first key's values branch from the root, the second's
 * from each of those, and so on. A test rules out whole branches, so a selective one looks at few of the partitions. Branches
 * are made when a test first goes that way: what nobody asks for costs nothing.
 */
export class PartitionTree<P> {
  readonly #root: Node<P> = { items: [], branches: undefined };
  readonly #valuesOf: ValuesOf<P>;

  constructor(valuesOf: ValuesOf<P>) {
    this.#valuesOf = valuesOf;
  }

  find(values: readonly string[]): P | undefined {
    let node = this.#root;
    for (const [depth, value] of values.entries()) {
      const next = branchesOf(node, depth, this.#valuesOf).get(value);
      if (next === undefined) return undefined;
      node = next;
    }
    return node.items?.[0];
  }

  /** Puts a partition in whose values no other has. */
  add(partition: P): void {
    let node = this.#root;
    for (const value of this.#valuesOf(partition)) {
      if (node.items !== undefined) break;
      const next: Node<P> = node.branches?.get(value) ?? { items: [], branches: undefined };
      node.branches?.set(value, next);
      node = next;
    }
    node.items?.push(partition);
  }

  remove(values: readonly string[]): void {
    prune(this.#root, { values, depth: 0, valuesOf: this.#valuesOf });
  }

  /** The partitions that the test does not rule out. @throws what the test throws */
  matching(test: PartitionTest): P[] {
    const found: P[] = [];
    collect(this.#root, { values: [], test, found, valuesOf: this.#valuesOf });
    return found;
  }
}

/** Spreads what is below a node over branches. @param depth how many values lead to it */
function branchesOf<P>(node: Node<P>, depth: number, valuesOf: ValuesOf<P>): Map<string, Node<P>> {
  if (node.branches !== undefined) return node.branches;
  const branches = new Map<string, Node<P>>();
  for (const item of node.items ?? []) {
    const value = valuesOf(item)[depth] ?? "";
    const branch = branches.get(value);
    if (branch === undefined) branches.set(value, { items: [item], branches: undefined });
    else branch.items?.push(item);
  }
  node.branches = branches;
  node.items = undefined;
  return branches;
}

interface Pruning<P> {
  readonly values: readonly string[];
  readonly depth: number;
  readonly valuesOf: ValuesOf<P>;
}

/** @returns whether nothing is left of the node */
function prune<P>(node: Node<P>, { values, depth, valuesOf }: Pruning<P>): boolean {
  const value = values[depth];
  if (value === undefined) {
    node.items = [];
    return true;
  }
  const branches = branchesOf(node, depth, valuesOf);
  const next = branches.get(value);
  if (next !== undefined && prune(next, { values, depth: depth + 1, valuesOf })) branches.delete(value);
  return branches.size === 0;
}

interface Walk<P> {
  /** Of the way to the node; grows and shrinks with the walk. */
  readonly values: string[];
  readonly test: PartitionTest;
  readonly found: P[];
  readonly valuesOf: ValuesOf<P>;
}

function collect<P>(node: Node<P>, walk: Walk<P>): void {
  if (!walk.test(walk.values)) return;
  const [only] = node.items ?? [];
  const depth = walk.values.length;
  if (only !== undefined && walk.valuesOf(only).length === depth) {
    walk.found.push(only);
    return;
  }
  for (const [value, next] of branchesOf(node, depth, walk.valuesOf)) {
    walk.values.push(value);
    collect(next, walk);
    walk.values.pop();
  }
}
