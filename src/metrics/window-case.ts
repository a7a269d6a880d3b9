import type { MetricAggregate } from "./model/metric-aggregate";
import type { MetricEvent } from "./model/metric-event";

/** A test of a windowed application, as data: the input, and the expected output. */
export interface WindowCase {
  /** The behavior that the case tests, as a sentence: `puts events into the window of their own time`. */
  readonly says: string;
  readonly windowSeconds: number;
  /** How long the watermark waits for events that are out of order. */
  readonly delaySeconds: number;
  /** In the order in which they arrive. When all have arrived, all windows are closed. */
  readonly events: readonly MetricEvent[];
  /** All aggregates that must be written, in any order. */
  readonly expected: readonly MetricAggregate[];
}

const UNITS: Readonly<Record<string, string>> = { cpu: "percent", ram: "mebibytes" };
const DAY = "2030-01-01";

/** An event of the first day of 2030: `eventAt("12:00", "user-service", "cpu", 50)`. Seconds may follow: `12:00:30`. */
export function eventAt(
  ...[time, componentName, metricName, value]: readonly [time: string, component: string, metric: string, value: number]
): MetricEvent {
  return { componentName, metricName, unit: UNITS[metricName] ?? "count", value, timestamp: toMoment(time) };
}

/** The aggregate of a window: smallest, largest and average value, and the times of its first and its last event. */
export function windowOf(
  componentName: string,
  metricName: string,
  { min, max, avg, from, to }: { min: number; max: number; avg: number; from: string; to: string },
): MetricAggregate {
  return {
    componentName,
    metricName,
    unit: UNITS[metricName] ?? "count",
    minValue: min,
    maxValue: max,
    avg,
    fromTimestamp: toMoment(from),
    toTimestamp: toMoment(to),
  };
}

function toMoment(time: string): string {
  const at = new Date(`${DAY}T${time}Z`);
  if (Number.isNaN(at.getTime())) throw new Error(`'${time}' is not a time such as 12:00 or 12:00:30.`);
  return at.toISOString();
}

/** Slightly more than rounding to two decimals can change: numbers with decimals are not exact. */
const HALF_OF_A_HUNDREDTH = 0.005_000_1;

/** Whether two averages agree to two decimals, as the lab's page shows them. */
export const isSameAverage = (a: number, b: number): boolean => Math.abs(a - b) <= HALF_OF_A_HUNDREDTH;

/** All of an aggregate but its average. Numbers are compared by nine digits, since they may come from another program. */
const canonicalize = (aggregate: MetricAggregate): string =>
  JSON.stringify([
    aggregate.componentName,
    aggregate.metricName,
    aggregate.unit,
    aggregate.fromTimestamp,
    aggregate.toTimestamp,
    ...[aggregate.minValue, aggregate.maxValue].map((value) => Number(value).toPrecision(9)),
  ]);

/** Whether two lists hold the same aggregates, in any order. */
export function hasSameAggregates(some: readonly MetricAggregate[], others: readonly MetricAggregate[]): boolean {
  const [a, b] = [sortAggregates(some), sortAggregates(others)];
  return (
    a.length === b.length &&
    a.every(([text, avg], n) => {
      const [otherText, otherAvg] = b[n] ?? ["", NaN];
      return text === otherText && isSameAverage(avg, otherAvg);
    })
  );
}

const sortAggregates = (aggregates: readonly MetricAggregate[]): [text: string, avg: number][] =>
  aggregates
    .map((aggregate): [string, number] => [canonicalize(aggregate), aggregate.avg])
    .sort(([textA, a], [textB, b]) => (textA === textB ? a - b : textA < textB ? -1 : 1));
