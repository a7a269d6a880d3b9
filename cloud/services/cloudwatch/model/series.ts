import { getItemAt } from "../../../../foundation/item-at";
import {
  isConstant,
  type StatisticSet,
  Spread,
  type ValueCount,
  isStatistic,
  getStatistic,
  mergeStatistics,
} from "../store/statistics";
import { parseExtendedStatistic } from "./extended-statistics";
import { createBadPeriodFault } from "./faults";

/** A metric's statistics at one instant: a whole minute, or a second for high-resolution metrics. */
export interface Point extends StatisticSet {
  /** The point's time, in ms since the epoch. */
  readonly at: number;
  /** The distribution of the values, if it is known and does not already follow from the statistics. */
  readonly spread?: Spread;
}

const COLUMNS = 5;
/**
 * The initial capacity: there may be tens of thousands of series with one point, and a small array of numbers costs
 * little.
 */
const FIRST_POINTS = 1;

/**
 * The points of one metric in one unit, the oldest first. Each is five numbers, 40 bytes: a day of minutes takes 58 kB.
 * For points with single values, the distribution is kept beside the numbers, in a bounded amount of memory for each
 * point.
 */
export class Series {
  #spreads: Map<number, Spread> | undefined;
  #numbers = new Float64Array(FIRST_POINTS * COLUMNS);
  #points = 0;

  get length(): number {
    return this.#points;
  }

  /** The time of the newest point, or -Infinity. */
  get lastAt(): number {
    return this.#points === 0 ? -Infinity : this.#getTime(this.#points - 1);
  }

  /**
   * Merges values into the point at their time.
   *
   * @param each the values one by one, if they are known
   */
  add(at: number, values: StatisticSet, each?: readonly ValueCount[]): void {
    const position = this.#getPosition(at);
    if (position < this.#points && this.#getTime(position) === at) {
      if (each !== undefined || this.#spreads !== undefined) this.#spread(position, each);
      this.#merge(position * COLUMNS, values);
      return;
    }
    if (each !== undefined && !isConstant(values)) this.#keep(at, createSpread(each));
    if ((this.#points + 1) * COLUMNS > this.#numbers.length) this.#grow();
    this.#numbers.copyWithin((position + 1) * COLUMNS, position * COLUMNS, this.#points * COLUMNS);
    this.#points += 1;
    this.#write(position, { at, ...values });
  }

  /** The points from `from` up to, but not including, `to`. */
  listBetween(from: number, to: number): readonly Point[] {
    const points: Point[] = [];
    for (let position = this.#getPosition(from); position < this.#points && this.#getTime(position) < to; position++)
      points.push(this.#read(position));
    return points;
  }

  /** Removes the points before a time. */
  forgetBefore(at: number): void {
    const first = this.#getPosition(at);
    for (const known of [...(this.#spreads?.keys() ?? [])]) if (known < at) this.#spreads?.delete(known);
    this.#numbers.copyWithin(0, first * COLUMNS, this.#points * COLUMNS);
    this.#points -= first;
  }

  /** The index of the first point that is not before `at`. */
  #getPosition(at: number): number {
    let low = 0;
    let high = this.#points;
    // Most points arrive in order, so the last index is checked first.
    if (high > 0 && this.#getTime(high - 1) < at) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#getTime(middle) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #getTime(position: number): number {
    return getItemAt(this.#numbers, position * COLUMNS);
  }

  #read(position: number): Point {
    const [at = 0, count = 0, sum = 0, min = 0, max = 0] = this.#numbers.subarray(
      position * COLUMNS,
      (position + 1) * COLUMNS,
    );
    const spread = this.#spreads?.get(at);
    return { at, count, sum, min, max, ...(spread === undefined ? {} : { spread }) };
  }

  /**
   * Merges single values; if those of either side are unknown, the result is unknown. Must be called before the
   * statistics are merged.
   */
  #spread(position: number, each: readonly ValueCount[] | undefined): void {
    const before = this.#read(position);
    const known = before.spread ?? (isConstant(before) ? createSpread([[before.min, before.count]]) : undefined);
    if (each === undefined || known === undefined) this.#spreads?.delete(before.at);
    else this.#keep(before.at, createSpread(each, known));
  }

  #keep(at: number, spread: Spread): void {
    this.#spreads ??= new Map();
    this.#spreads.set(at, spread);
  }

  /** Merges in place, without new objects: services do this with every request. */
  #merge(from: number, { count, sum, min, max }: StatisticSet): void {
    const numbers = this.#numbers;
    numbers[from + 1] = getItemAt(numbers, from + 1) + count;
    numbers[from + 2] = getItemAt(numbers, from + 2) + sum;
    numbers[from + 3] = Math.min(getItemAt(numbers, from + 3), min);
    numbers[from + 4] = Math.max(getItemAt(numbers, from + 4), max);
  }

  #write(position: number, { at, count, sum, min, max }: Point): void {
    this.#numbers.set([at, count, sum, min, max], position * COLUMNS);
  }

  #grow(): void {
    const larger = new Float64Array(this.#numbers.length * 2);
    larger.set(this.#numbers);
    this.#numbers = larger;
  }
}

/** The distribution of values, added to an existing one if it is given. */
function createSpread(each: readonly ValueCount[], into = new Spread()): Spread {
  for (const [value, count] of each) if (count > 0) into.add(value, count);
  return into;
}

/** @throws AwsFault InvalidParameterValue for a period in seconds that CloudWatch does not offer */
export function checkPeriod(seconds: number): void {
  if (![1, 5, 10, 30].includes(seconds) && seconds % 60 !== 0) throw createBadPeriodFault();
}

/** A metric's statistics in one period, and the points they are computed from. */
export interface Period extends StatisticSet {
  /** The start of the period, in ms since the epoch. */
  readonly at: number;
  /** The points of the period, at least one. */
  readonly points: readonly Point[];
}

/**
 * Merges points that lie in one period.
 *
 * @param points  the points, the oldest first
 * @param periods `fromMs` is the start of the first period, `lengthMs` the length of each
 * @returns one item for each period that has points, with the period's start
 */
export function groupByPeriod(
  points: readonly Point[],
  { fromMs, lengthMs }: { readonly fromMs: number; readonly lengthMs: number },
): readonly Period[] {
  const periods: (Omit<Period, "points"> & { readonly points: Point[] })[] = [];
  for (const point of points) {
    const at = fromMs + Math.floor((point.at - fromMs) / lengthMs) * lengthMs;
    const last = periods.at(-1);
    if (last?.at === at) {
      last.points.push(point);
      periods[periods.length - 1] = { at, points: last.points, ...mergeStatistics(last, point) };
    } else {
      const { count, sum, min, max } = point;
      periods.push({ at, count, sum, min, max, points: [point] });
    }
  }
  return periods;
}

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
