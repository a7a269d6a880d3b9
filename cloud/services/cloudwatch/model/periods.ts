import { createBadPeriodFault } from "./faults";
import type { Point } from "./series";
import { mergeStatistics, type StatisticSet } from "../store/statistics";

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
