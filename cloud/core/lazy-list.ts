/**
 * A long list in an operation's output whose items are made when somebody goes through it: the journal wants the first
 * few, CBOR all, JSON none, since the list writes its JSON itself.
 */
export abstract class LazyList<T> implements Iterable<T> {
  abstract readonly length: number;
  /** The maximum number of bytes in this list's JSON. */
  abstract readonly maxJsonBytes: number;
  abstract [Symbol.iterator](): Iterator<T>;
  /**
   * Writes the same JSON as would be written of its items, one by one.
   *
   * @param into has room for `maxJsonBytes` from `at` on
   * @returns    the offset after the list
   */
  abstract writeJson(into: Buffer, at: number): number;
}
