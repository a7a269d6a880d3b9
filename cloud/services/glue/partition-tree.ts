import type { PartitionTest } from "./partition-predicate";

/** One of the values of what a tree holds, by the place of its key; undefined behind the last. */
type ValueAt<P> = (item: P, key: number) => string | undefined;

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
  readonly #valueAt: ValueAt<P>;

  constructor(valueAt: ValueAt<P>) {
    this.#valueAt = valueAt;
  }

  find(values: readonly string[]): P | undefined {
    let node = this.#root;
    for (const [depth, value] of values.entries()) {
      const next = branchesOf(node, depth, this.#valueAt).get(value);
      if (next === undefined) return undefined;
      node = next;
    }
    // With too few values, others are below.
    return node.items?.find((item) => this.#valueAt(item, values.length) === undefined);
  }

  /** Puts a partition in whose values no other has. */
  add(partition: P): void {
    let node = this.#root;
    for (let depth = 0; node.items === undefined; depth++) {
      const value = this.#valueAt(partition, depth) ?? "";
      const next: Node<P> = node.branches?.get(value) ?? { items: [], branches: undefined };
      node.branches?.set(value, next);
      node = next;
    }
    node.items?.push(partition);
  }

  remove(values: readonly string[]): void {
    prune(this.#root, { values, depth: 0, valueAt: this.#valueAt });
  }

  /** The partitions that the test does not rule out. @throws what the test throws */
  matching(test: PartitionTest): P[] {
    const found: P[] = [];
    collect(this.#root, { values: [], test, found, valueAt: this.#valueAt });
    return found;
  }
}

/** Spreads what is below a node over branches. @param depth how many values lead to it */
function branchesOf<P>(node: Node<P>, depth: number, valueAt: ValueAt<P>): Map<string, Node<P>> {
  if (node.branches !== undefined) return node.branches;
  const branches = new Map<string, Node<P>>();
  const [first] = node.items ?? [];
  // A leaf stays one, whoever comes with too many values.
  if (first !== undefined && valueAt(first, depth) === undefined) return branches;
  for (const item of node.items ?? []) {
    const value = valueAt(item, depth) ?? "";
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
  readonly valueAt: ValueAt<P>;
}

/** @returns whether nothing is left of the node */
function prune<P>(node: Node<P>, { values, depth, valueAt }: Pruning<P>): boolean {
  const value = values[depth];
  if (value === undefined) {
    node.items = [];
    return true;
  }
  const branches = branchesOf(node, depth, valueAt);
  const next = branches.get(value);
  if (next !== undefined && prune(next, { values, depth: depth + 1, valueAt })) branches.delete(value);
  return branches.size === 0;
}

interface Walk<P> {
  /** Of the way to the node; grows and shrinks with the walk. */
  readonly values: string[];
  readonly test: PartitionTest;
  readonly found: P[];
  readonly valueAt: ValueAt<P>;
}

function collect<P>(node: Node<P>, walk: Walk<P>): void {
  if (!walk.test(walk.values)) return;
  const [only] = node.items ?? [];
  const depth = walk.values.length;
  if (only !== undefined && walk.valueAt(only, depth) === undefined) {
    walk.found.push(only);
    return;
  }
  for (const [value, next] of branchesOf(node, depth, walk.valueAt)) {
    walk.values.push(value);
    collect(next, walk);
    walk.values.pop();
  }
}
