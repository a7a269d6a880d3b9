/** A value, and how often it was seen. */
export type ValueCount = readonly [value: number, count: number];

/** So many values, or ranges of values, are told apart; at 16 bytes each beside what a Map needs. */
const MOST_KEYS = 256;
/** How much larger each range's upper end is than that of the range below, before any are joined. */
const FINEST_RATIO = 1.01;

/**
 * How values are spread, in bounded memory: what CloudWatch's percentiles and trimmed statistics are made of.
 *
 * Up to 256 different values are kept as they are, and everything that is made of them is exact. More are counted in ranges whose ends
 * grow by a fixed ratio. When there are more than 256 such ranges, each two neighbours become one. A value is then known within 0.5 % if
 * the largest is at most 12 times the smallest, within 1 % up to 150 times, 2 % up to 23,000 times, 4 % up to 500 million times.
 * Zero is a range of its own, and always exact.
 *
 * @remarks AWS does not say how exact its percentiles are.
 */
export class Spread {
  /** By value, or by number of range. */
  #counts = new Map<number, number>();
  /** How often ranges were joined; undefined while values are kept as they are. */
  #joined: number | undefined;

  /** Counts a value in. @param value not negative */
  add(value: number, count: number): void {
    const key = this.#joined === undefined ? value : rangeOf(value, this.#joined);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + count);
    while (this.#counts.size > MOST_KEYS) this.#coarsen();
  }

  /** Values and their counts, in no order. A range stands for the value whose error is least at both its ends. */
  entries(): readonly ValueCount[] {
    const joined = this.#joined;
    const counts = [...this.#counts];
    return joined === undefined ? counts : counts.map(([range, count]) => [middleOf(range, joined), count]);
  }

  #coarsen(): void {
    const joined = this.#joined;
    const coarser = (key: number): number => (joined === undefined ? rangeOf(key, 0) : Math.ceil(key / 2));
    const counts = new Map<number, number>();
    for (const [key, count] of this.#counts) counts.set(coarser(key), (counts.get(coarser(key)) ?? 0) + count);
    this.#counts = counts;
    this.#joined = joined === undefined ? 0 : joined + 1;
  }
}

const ratioOf = (joined: number): number => FINEST_RATIO ** (2 ** joined);

/** Range n holds what is above ratio ** (n - 1), up to ratio ** n. That of zero is -Infinity, which stays itself when halved. */
const rangeOf = (value: number, joined: number): number => Math.ceil(Math.log(value) / Math.log(ratioOf(joined)));

const middleOf = (range: number, joined: number): number => {
  const ratio = ratioOf(joined);
  return (2 * ratio ** range) / (ratio + 1);
};
