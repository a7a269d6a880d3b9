import BTree from "sorted-btree";

// A CommonJS package whose class is `exports.default`. Node and esbuild import `exports` itself; the package's types do
// not say so.
const Tree = (BTree as unknown as { readonly default: typeof BTree }).default;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * A map whose keys stay in order: a B+ tree, so that adding, finding and iterating cost about the same at 10³ and 10⁶
 * keys.
 */
export class SortedMap<V> {
  readonly #tree = new Tree<string, V>(undefined, compareText);

  get size(): number {
    return this.#tree.size;
  }

  get(key: string): V | undefined {
    return this.#tree.get(key);
  }

  /** @returns the previous value */
  set(key: string, value: V): V | undefined {
    // Most keys are new: then the tree is descended only once.
    if (this.#tree.set(key, value, false)) return undefined;
    const before = this.#tree.get(key);
    this.#tree.set(key, value);
    return before;
  }

  delete(key: string): boolean {
    return this.#tree.delete(key);
  }

  /** The number of keys from `from` up to, not including, `behind`; to the end if that is undefined. Visits leaves of the tree, not keys. */
  countBetween(from: string, behind: string | undefined): number {
    const last = behind === undefined ? this.#tree.maxKey() : behind;
    return last === undefined ? 0 : this.#tree.forRange(from, last, behind === undefined);
  }

  /** The entries in order, from the first key at or after `from`. The iterator is invalid after a change. */
  listEntriesFrom(from: string): IterableIterator<[string, V]> {
    return this.#tree.entries(from);
  }
}
