import type { PartitionTest } from "./partition-predicate";

interface Node<P> {
  /** Undefined for leaves, which are most of a tree. */
  branches: Map<string, Node<P>> | undefined;
  leaf: P | undefined;
}

const newNode = <P>(): Node<P> => ({ branches: undefined, leaf: undefined });

/**
 * The partitions of a table, found by the values of their keys: the first key's values branch from the root, the second's
 * from each of those, and so on. A test rules out whole branches, so a selective one looks at few of the partitions.
 */
export class PartitionTree<P> {
  readonly #root = newNode<P>();

  set(values: readonly string[], partition: P): void {
    let node = this.#root;
    for (const value of values) {
      node.branches ??= new Map();
      const next = node.branches.get(value) ?? newNode<P>();
      node.branches.set(value, next);
      node = next;
    }
    node.leaf = partition;
  }

  remove(values: readonly string[]): void {
    prune(this.#root, values);
  }

  /** The partitions that the test does not rule out. @throws what the test throws */
  matching(test: PartitionTest): P[] {
    const found: P[] = [];
    collect(this.#root, { values: [], test, found });
    return found;
  }
}

/** @returns whether nothing is left of the node */
function prune<P>(node: Node<P>, [value, ...rest]: readonly string[]): boolean {
  if (value === undefined) node.leaf = undefined;
  else {
    const next = node.branches?.get(value);
    if (next !== undefined && prune(next, rest)) node.branches?.delete(value);
  }
  return node.leaf === undefined && (node.branches?.size ?? 0) === 0;
}

interface Walk<P> {
  /** Of the way to the node; grows and shrinks with the walk. */
  readonly values: string[];
  readonly test: PartitionTest;
  readonly found: P[];
}

function collect<P>(node: Node<P>, walk: Walk<P>): void {
  if (!walk.test(walk.values)) return;
  if (node.leaf !== undefined) walk.found.push(node.leaf);
  if (node.branches === undefined) return;
  for (const [value, next] of node.branches) {
    walk.values.push(value);
    collect(next, walk);
    walk.values.pop();
  }
}
