/**
 * What the chart of a metric shows: a bar for each period, at its beginning in UTC. The notebooks draw the bars with Vega-Lite, which JupyterLab
 * brings; the lab cloud's console with uPlot, since Vega weighs more than the whole console may. So this imports nothing.
 */

/** A period's figure. */
export interface MetricPoint {
  /** The period's beginning, in ms since the epoch. */
  readonly at: number;
  readonly value: number;
}

/** A bar; null where CloudWatch has no value of that period, which is a gap and no zero. */
export interface MetricBar {
  /** ms since the epoch. */
  readonly at: number;
  readonly value: number | null;
}

/** What stands below the bars. */
export const TIME_AXIS = "minute (UTC)";
const DAY_MS = 86_400_000;

/**
 * A bar for each period between the first value and the last, in order.
 *
 * @param periodMs more than 0
 */
export function metricBars(points: readonly MetricPoint[], periodMs: number): MetricBar[] {
  const values = new Map(points.map(({ at, value }) => [Math.floor(at / periodMs), value]));
  const first = Math.min(...values.keys());
  const last = Math.max(...values.keys());
  const count = values.size === 0 ? 0 : last - first + 1;
  return Array.from({ length: count }, (_, n) => ({
    at: (first + n) * periodMs,
    value: values.get(first + n) ?? null,
  }));
}

/** What stands at a bar's time: `14:05`, and `01-31` where a day begins. */
export const barTime = (at: number): string =>
  at % DAY_MS === 0 ? new Date(at).toISOString().slice(5, 10) : new Date(at).toISOString().slice(11, 16);

/** How high the axis goes: some room above the highest bar, and never flat. */
export const topOf = (bars: readonly MetricBar[]): number =>
  Math.max(1, 1.1 * bars.reduce((most, { value }) => Math.max(most, value ?? 0), 0));
