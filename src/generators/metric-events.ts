import type { MetricEvent } from "../metrics/model/metric-event";
import { between, drawExponential, pick, seededRandom, type Random } from "./random";

/** Options of the made-up measurements. */
export interface MetricEventsOptions {
  /** A whole number; the same seed gives the same events in the same order. */
  readonly seed: number;
  readonly count: number;
  /** When the first event happens. */
  readonly from: Date;
  /** The average time between two events, in ms of event time; 2000 by default. */
  readonly meanGapMs?: number;
  /**
   * The maximum lateness of an event, in ms of event time, so that later events may arrive before it; 0 by
   * default, so that all arrive in order.
   */
  readonly disorderMs?: number;
  /**
   * The share of events, 0 to 1, that arrive a further `latenessMs` later, which is more than the watermark's delay; 0
   * by default.
   */
  readonly lateShare?: number;
  readonly latenessMs?: number;
}

const COMPONENTS = ["user-service", "order-service"] as const;
/** The metrics, with their lowest and highest values. */
const METRICS = [
  { metricName: "cpu", unit: "percent", low: 5, high: 95 },
  { metricName: "ram", unit: "mebibytes", low: 256, high: 4096 },
] as const;

/**
 * Measurements of two services, in the order in which they arrive: out of order by as much as `disorderMs` says, some of them late.
 */
export function metricEvents(options: MetricEventsOptions): MetricEvent[] {
  const { seed, count, from, meanGapMs = 2_000, disorderMs = 0, lateShare = 0, latenessMs = 0 } = options;
  const random = seededRandom(seed);
  let happens = from.getTime();
  const events = Array.from({ length: count }, () => {
    const arrives = happens + random() * disorderMs + (random() < lateShare ? latenessMs : 0);
    const event = measureOnce(random, new Date(happens));
    happens += Math.round(drawExponential(random, meanGapMs));
    return { arrives, event };
  });
  return events.sort((a, b) => a.arrives - b.arrives).map(({ event }) => event);
}

/**
 * An event so much later than all others that it closes every window before it: without one, the last windows stay
 * open.
 */
export const closingEvent = (at: Date): MetricEvent => ({
  componentName: "clock",
  metricName: "tick",
  unit: "count",
  value: 1,
  timestamp: at.toISOString(),
});

function measureOnce(random: Random, at: Date): MetricEvent {
  const { low, high, ...metric } = pick<(typeof METRICS)[number]>(random, METRICS);
  // Two decimals, as a monitoring agent sends them.
  const value = between(random, low * 100, high * 100) / 100;
  return { componentName: pick(random, COMPONENTS), ...metric, value, timestamp: at.toISOString() };
}
