/** A set of values as CloudWatch stores it: enough for the basic statistics, even after sets are merged. */
export interface StatisticSet {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

/** The set of one value that occurs `count` times. */
export const createFromValue = (value: number, count = 1): StatisticSet => ({
  count,
  sum: value * count,
  min: value,
  max: value,
});

export const mergeStatistics = (a: StatisticSet, b: StatisticSet): StatisticSet => ({
  count: a.count + b.count,
  sum: a.sum + b.sum,
  min: Math.min(a.min, b.min),
  max: Math.max(a.max, b.max),
});

/** Whether all values of a set are equal, as its minimum, maximum and sum show. */
export const isConstant = ({ count, sum, min, max }: StatisticSet): boolean => min === max && sum === min * count;

/** CloudWatch's names of the basic statistics. */
export const STATISTICS = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"] as const;
type StatisticName = (typeof STATISTICS)[number];

export const isStatistic = (name: string): name is StatisticName => STATISTICS.some((statistic) => statistic === name);

export function getStatistic(name: StatisticName, { count, sum, min, max }: StatisticSet): number {
  switch (name) {
    case "SampleCount":
      return count;
    case "Average":
      return sum / count;
    case "Sum":
      return sum;
    case "Minimum":
      return min;
    case "Maximum":
      return max;
  }
}

/** The identity of a metric. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  /** The dimensions, in the order in which they were first given. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/** A string that is equal for equal metrics, whatever the order of their dimensions. */
export const createMetricKey = ({ namespace, name, dimensions }: MetricName): string =>
  JSON.stringify([namespace, name, ...Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** Dimensions as the API writes them. */
export const toDimensionList = (dimensions: MetricName["dimensions"]): { Name: string; Value: string }[] =>
  Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));

/** Dimensions as this service stores them. */
export const toDimensionMap = (
  dimensions: readonly { readonly Name: string; readonly Value: string }[] = [],
): MetricName["dimensions"] => Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value]));

/** A value and its number of occurrences. */
export type ValueCount = readonly [value: number, count: number];

/**
 * The maximum number of values, or ranges of values, that are counted separately; each takes 16 bytes plus the overhead of a Map.
 */
const MAX_KEYS = 256;
/** The ratio of each range's upper end to that of the range below it, before ranges are joined. */
const FINEST_RATIO = 1.01;

/**
 * The distribution of values in bounded memory, for computing CloudWatch's percentiles and trimmed statistics.
 *
 *
 * Up to 256 different values are kept as they are, and statistics of them are exact. More values are counted in ranges
 * whose ends grow by a fixed ratio. When there are more than 256 such ranges, each two neighbors become one. A value
 * is then known within 0.5 % if the largest is at most 12 times the smallest, within 1 % up to 150 times, 2 % up to
 * 23,000 times, 4 % up to 500 million times. Zero is its own range, and always exact.
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
