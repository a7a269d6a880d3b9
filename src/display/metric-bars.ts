/**
 * The bars of a metric's chart: one for each period, at the period's beginning in UTC. The notebooks draw the bars with
 * Vega-Lite, which JupyterLab brings; the lab cloud's console with uPlot, since Vega is larger than the whole console
 * may be. Since both import this file, it imports nothing.
 */

/** The value of one period. */
export interface MetricPoint {
  /** The period's beginning, in ms since the epoch. */
  readonly at: number;
  readonly value: number;
}

/** A bar; its value is null where CloudWatch has no value for the period, which is shown as a gap, not as zero. */
export interface MetricBar {
  /** ms since the epoch. */
  readonly at: number;
  readonly value: number | null;
}

/** The title of the time axis. */
export const TIME_AXIS = "minute (UTC)";
const DAY_MS = 86_400_000;

/**
 * A bar for each period between the first value and the last, in order.
 *
 * @param periodMs more than 0
 */
export function createMetricBars(points: readonly MetricPoint[], periodMs: number): MetricBar[] {
  const values = new Map(points.map(({ at, value }) => [Math.floor(at / periodMs), value]));
  const first = Math.min(...values.keys());
  const last = Math.max(...values.keys());
  const count = values.size === 0 ? 0 : last - first + 1;
  return Array.from({ length: count }, (_, n) => ({
    at: (first + n) * periodMs,
    value: values.get(first + n) ?? null,
  }));
}

/** The label of a bar's time: `14:05`, or `01-31` where a day begins. */
export const formatBarTime = (at: number): string =>
  at % DAY_MS === 0 ? new Date(at).toISOString().slice(5, 10) : new Date(at).toISOString().slice(11, 16);

/** The upper end of the value axis: some room above the highest bar, and never 0. */
export const findTop = (bars: readonly MetricBar[]): number =>
  Math.max(1, 1.1 * bars.reduce((max, { value }) => Math.max(max, value ?? 0), 0));
