/** A value and its number of occurrences. */
export type ValueCount = readonly [value: number, count: number];

/**
 * The most values, or ranges of values, that are counted separately; each takes 16 bytes plus the overhead of a Map.
 */
const MAX_KEYS = 256;
/** The ratio of each range's upper end to that of the range below it, before ranges are joined. */
const FINEST_RATIO = 1.01;

/**
 * The distribution of values in bounded memory, from which CloudWatch's percentiles and trimmed statistics are
 * computed.
 *
 * Up to 256 different values are kept as they are, and statistics of them are exact. More values are counted in ranges
 * whose ends grow by a fixed ratio. When there are more than 256 such ranges, each two neighbors become one. A value
 * is then known within 0.5 % if the largest is at most 12 times the smallest, within 1 % up to 150 times, 2 % up to
 * 23,000 times, 4 % up to 500 million times. Zero is a range of its own, and always exact.
 *
 * @remarks AWS does not document how exact its percentiles are.
 */
export class Spread {
  /** The counts, by value or by the number of a range. */
  #counts = new Map<number, number>();
  /** How often ranges were joined; undefined as long as values are kept as they are. */
  #joined: number | undefined;

  /** Counts a value. @param value not negative */
  add(value: number, count: number): void {
    const key = this.#joined === undefined ? value : getRange(value, this.#joined);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + count);
    while (this.#counts.size > MAX_KEYS) this.#coarsen();
  }

  /**
   * The values and their counts, in no order. A range is represented by the value with the smallest error at both its
   * ends.
   */
  listEntries(): readonly ValueCount[] {
    const joined = this.#joined;
    const counts = [...this.#counts];
    return joined === undefined ? counts : counts.map(([range, count]) => [getMiddle(range, joined), count]);
  }

  #coarsen(): void {
    const joined = this.#joined;
    const coarsenSpread = (key: number): number => (joined === undefined ? getRange(key, 0) : Math.ceil(key / 2));
    const counts = new Map<number, number>();
    for (const [key, count] of this.#counts)
      counts.set(coarsenSpread(key), (counts.get(coarsenSpread(key)) ?? 0) + count);
    this.#counts = counts;
    this.#joined = joined === undefined ? 0 : joined + 1;
  }
}

const getRatio = (joined: number): number => FINEST_RATIO ** (2 ** joined);

/** The number of a value's range: range n holds the values above ratio ** (n - 1), up to ratio ** n. Zero's is -Infinity, which halving does not change. */
const getRange = (value: number, joined: number): number => Math.ceil(Math.log(value) / Math.log(getRatio(joined)));

const getMiddle = (range: number, joined: number): number => {
  const ratio = getRatio(joined);
  return (2 * ratio ** range) / (ratio + 1);
};
