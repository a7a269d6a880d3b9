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
