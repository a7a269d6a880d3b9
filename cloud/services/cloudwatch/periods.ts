import { badPeriod } from "./faults";
import type { Point } from "./series";
import { merged } from "./statistics";

/** @throws AwsFault InvalidParameterValue for a period in seconds that CloudWatch does not offer */
export function checkPeriod(seconds: number): void {
  if (![1, 5, 10, 30].includes(seconds) && seconds % 60 !== 0) throw badPeriod();
}

/**
 * Merges points that lie in one period.
 *
 * @param points  oldest first
 * @param periods `fromMs` where the first begins, `lengthMs` of each
 * @returns one point a period that has any, at the period's start
 */
export function inPeriods(points: readonly Point[], { fromMs, lengthMs }: { readonly fromMs: number; readonly lengthMs: number }): readonly Point[] {
  const periods: Point[] = [];
  for (const point of points) {
    const at = fromMs + Math.floor((point.at - fromMs) / lengthMs) * lengthMs;
    const last = periods.at(-1);
    if (last?.at === at) periods[periods.length - 1] = { at, ...merged(last, point) };
    else periods.push({ ...point, at });
  }
  return periods;
}
