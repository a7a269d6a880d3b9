import { metricEvents } from "../../../src/generators/metric-events";
import type { MetricEvent } from "../../../src/metrics/model/metric-event";

/** A configuration of the application, and events in the order of arrival. */
interface GraphCase {
  readonly windowMs: number;
  readonly delayMs: number;
  readonly events: readonly MetricEvent[];
}

/** Made-up events, out of order and some of them late, other ones than a learner has seen. The third case is in order, with gaps of several windows. */
export function createGraphCases(seed: number): GraphCase[] {
  const from = new Date("2033-05-01T08:00:00Z");
  return [
    {
      windowMs: 60_000,
      delayMs: 20_000,
      events: metricEvents({
        seed: seed + 1,
        count: 120,
        from,
        disorderMs: 45_000,
        lateShare: 0.1,
        latenessMs: 200_000,
      }),
    },
    {
      windowMs: 30_000,
      delayMs: 5_000,
      events: metricEvents({ seed: seed + 2, count: 80, from, disorderMs: 4_000, meanGapMs: 7_000 }),
    },
    { windowMs: 10_000, delayMs: 1_000, events: metricEvents({ seed: seed + 3, count: 20, from, meanGapMs: 25_000 }) },
    // Without a delay, an event at a window's last millisecond closes this window, and still belongs to it.
    { windowMs: 1_000, delayMs: 0, events: moveToLastMilliseconds(metricEvents({ seed: seed + 4, count: 12, from })) },
  ];
}

const moveToLastMilliseconds = (events: readonly MetricEvent[]): MetricEvent[] =>
  events.map((event) => ({ ...event, timestamp: event.timestamp.replace(/\.\d{3}Z$/, ".999Z") }));
