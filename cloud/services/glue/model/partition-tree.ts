import type { PartitionTest } from "./partition-predicate";

/** A value of an item of the tree, by the index of its key; undefined after the last key. */
type KeyValueReader<P> = (item: P, key: number) => string | undefined;

interface Node<P> {
  /** All items below the node, until a search descends: then they are distributed over `branches`. */
  items: P[] | undefined;
  /** By the next key's values. */
  branches: Map<string, Node<P>> | undefined;
}

/**
 * The partitions of a table in a tree by the values of their keys: the first key's values branch from the root, the
 * second key's from each of these branches, and so on. A test rules out whole branches, so a selective test visits few
 * partitions. Branches are made when a search first descends to them.
 */
export class PartitionTree<P> {
  readonly #root: Node<P> = { items: [], branches: undefined };
  readonly #valueAt: KeyValueReader<P>;

  constructor(valueAt: KeyValueReader<P>) {
    this.#valueAt = valueAt;
  }

  find(values: readonly string[]): P | undefined {
    let node = this.#root;
    for (const [depth, value] of values.entries()) {
      const next = createBranches(node, depth, this.#valueAt).get(value);
      if (next === undefined) return undefined;
      node = next;
    }
    // A leaf's own partition: if too few values were given, the items here are partitions with more values.
    return node.items?.find((item) => this.#valueAt(item, values.length) === undefined);
  }

  /** Adds a partition, whose values no other has. */
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
  listMatching(test: PartitionTest): P[] {
    const found: P[] = [];
    collect(this.#root, { values: [], test, found, valueAt: this.#valueAt });
    return found;
  }
}

/** Distributes a node's items over branches. @param depth how many values lead to the node */
function createBranches<P>(node: Node<P>, depth: number, valueAt: KeyValueReader<P>): Map<string, Node<P>> {
  if (node.branches !== undefined) return node.branches;
  const branches = new Map<string, Node<P>>();
  const [first] = node.items ?? [];
  // A leaf has no branches, even if a search brings too many values.
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

interface PartitionFilter<P> {
  readonly values: readonly string[];
  readonly depth: number;
  readonly valueAt: KeyValueReader<P>;
}

/** @returns whether nothing is left of the node */
function prune<P>(node: Node<P>, { values, depth, valueAt }: PartitionFilter<P>): boolean {
  const value = values[depth];
  if (value === undefined) {
    node.items = [];
    return true;
  }
  const branches = createBranches(node, depth, valueAt);
  const next = branches.get(value);
  if (next !== undefined && prune(next, { values, depth: depth + 1, valueAt })) branches.delete(value);
  return branches.size === 0;
}

interface Walk<P> {
  /** The values on the path to the node; grows and shrinks with the walk. */
  readonly values: string[];
  readonly test: PartitionTest;
  readonly found: P[];
  readonly valueAt: KeyValueReader<P>;
}

function collect<P>(node: Node<P>, walk: Walk<P>): void {
  if (!walk.test(walk.values)) return;
  const [only] = node.items ?? [];
  const depth = walk.values.length;
  if (only !== undefined && walk.valueAt(only, depth) === undefined) {
    walk.found.push(only);
    return;
  }
  for (const [value, next] of createBranches(node, depth, walk.valueAt)) {
    walk.values.push(value);
    collect(next, walk);
    walk.values.pop();
  }
}
