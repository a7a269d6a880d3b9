import type { ValueCount } from "./spread";
import { extendedStatistic } from "./extended-statistics";
import type { Period } from "./periods";
import type { Point } from "./series";
import { isOfOneValue, isStatistic, statistic } from "./statistics";

/** A statistic of one period; undefined where the period has none. */
export type PeriodStatistic = (period: Period) => number | undefined;

/**
 * The statistic of that name, basic or extended; undefined if CloudWatch has none of that name.
 *
 * Percentiles and their like need the values one by one. They are there of what clients put as values, and not of statistic sets, unless
 * such a set says by itself that all its values are the same. A period with a negative value has none.
 *
 * @remarks AWS has them of some services' metrics too, such as those of Kinesis. Services count too often here to keep each value, so
 *          that their metrics have them only where the figures of a minute were all the same.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function periodStatistic(name: string): PeriodStatistic | undefined {
  if (isStatistic(name)) return (period) => statistic(name, period);
  const extended = extendedStatistic(name);
  if (extended === undefined) return undefined;
  return (period) => {
    const values = valuesOf(period);
    return values === undefined ? undefined : extended(values);
  };
}

/** A period's values in ascending order; undefined unless all are known, and none is negative. */
function valuesOf({ min, points }: Period): readonly ValueCount[] | undefined {
  if (min < 0) return undefined;
  const values: ValueCount[] = [];
  for (const point of points) {
    const known = valuesAt(point);
    if (known === undefined) return undefined;
    values.push(...known);
  }
  return values.length === 0 ? undefined : values.sort(([a], [b]) => a - b);
}

function valuesAt(point: Point): readonly ValueCount[] | undefined {
  const { min, max, count, spread } = point;
  // The value that stands for a range may lie beyond the least and the greatest value, which are known.
  if (spread !== undefined)
    return spread.entries().map(([value, times]) => [Math.min(max, Math.max(min, value)), times]);
  return isOfOneValue(point) ? [[min, count]] : undefined;
}
