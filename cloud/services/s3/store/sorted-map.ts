import BTree from "sorted-btree";

// A CommonJS package whose class is `exports.default`. Node and esbuild hand over `exports` here; its types do not say so.
const Tree = (BTree as unknown as { readonly default: typeof BTree }).default;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A map whose keys stay in order: a B+ tree, so that adding, finding and walking cost the same at 10³ and 10⁶ keys. */
export class SortedMap<V> {
  readonly #tree = new Tree<string, V>(undefined, byText);

  get size(): number {
    return this.#tree.size;
  }

  get(key: string): V | undefined {
    return this.#tree.get(key);
  }

  /** @returns what the value takes the place of */
  set(key: string, value: V): V | undefined {
    // Most keys are new: one way down the tree, not two.
    if (this.#tree.set(key, value, false)) return undefined;
    const before = this.#tree.get(key);
    this.#tree.set(key, value);
    return before;
  }

  delete(key: string): boolean {
    return this.#tree.delete(key);
  }

  /** How many keys there are from `from` up to `behind`, without it; to the end where that is undefined. Walks leaves, not keys. */
  countBetween(from: string, behind: string | undefined): number {
    const last = behind === undefined ? this.#tree.maxKey() : behind;
    return last === undefined ? 0 : this.#tree.forRange(from, last, behind === undefined);
  }

  /** In order, from the first key at or behind `from`. Not to be continued after a change. */
  entriesFrom(from: string): IterableIterator<[string, V]> {
    return this.#tree.entries(from);
  }
}
