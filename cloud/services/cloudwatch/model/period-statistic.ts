import { parseExtendedStatistic } from "./extended-statistics";
import type { Period } from "./periods";
import type { Point } from "./series";
import { isConstant, isStatistic, getStatistic, type ValueCount } from "../store/statistics";

/** Computes a statistic of one period; undefined where the period does not have it. */
export type PeriodStatistic = (period: Period) => number | undefined;

/**
 * The statistic of that name, basic or extended; undefined if CloudWatch has none of that name.
 *
 * Percentiles and the like need each single value. Single values are known for data that clients sent as values; for
 * statistic sets only if minimum and maximum show that all values are equal. A period with a negative value has no
 * percentiles.
 *
 * @remarks AWS also has percentiles of some services' metrics, such as Kinesis's. Here services count too often to keep
 * each value, so their metrics have percentiles only where all values of a minute were equal.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function computePeriodStatistic(name: string): PeriodStatistic | undefined {
  if (isStatistic(name)) return (period) => getStatistic(name, period);
  const extended = parseExtendedStatistic(name);
  if (extended === undefined) return undefined;
  return (period) => {
    const values = createValues(period);
    return values === undefined ? undefined : extended(values);
  };
}

/** A period's values in ascending order; undefined if not all are known, or one is negative. */
function createValues({ min, points }: Period): readonly ValueCount[] | undefined {
  if (min < 0) return undefined;
  const values: ValueCount[] = [];
  for (const point of points) {
    const known = getValuesAt(point);
    if (known === undefined) return undefined;
    values.push(...known);
  }
  return values.length === 0 ? undefined : values.sort(([a], [b]) => a - b);
}

function getValuesAt(point: Point): readonly ValueCount[] | undefined {
  const { min, max, count, spread } = point;
  // The value that represents a range may lie outside the minimum and maximum, which are known exactly.
  if (spread !== undefined)
    return spread.listEntries().map(([value, times]) => [Math.min(max, Math.max(min, value)), times]);
  return isConstant(point) ? [[min, count]] : undefined;
}
