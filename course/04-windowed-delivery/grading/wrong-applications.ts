import type { MetricAggregate } from "../../../src/metrics/model/metric-aggregate";
import type { MetricEvent } from "../../../src/metrics/model/metric-event";
import type { WindowCase } from "../../../src/metrics/window-case";

/** A fault of an application; a right application has none. */
export type Fault = "order-of-arrival" | "impatient" | "metrics-mixed" | "services-mixed" | "middle-as-average";

export const FAULTS: readonly (readonly [Fault, string])[] = [
  ["order-of-arrival", "takes the order of arrival for the order of time"],
  ["impatient", "does not wait for events that were overtaken"],
  ["metrics-mixed", "mixes the metrics of a service"],
  ["services-mixed", "mixes the services"],
  ["middle-as-average", "takes the middle for the average"],
];

/**
 * The windows that an application writes for the events of a test, with no fault or one. It works by the definition,
 * over all events at once, and shares no code with the solution: an event is late if the watermark (the newest event
 * time so far, less the delay) has reached the last millisecond of its window.
 */
export function runApplication(test: WindowCase, fault?: Fault): MetricAggregate[] {
  const windowMs = test.windowSeconds * 1000;
  const delayMs = fault === "impatient" ? 0 : test.delaySeconds * 1000;
  const groups = new Map<string, MetricEvent[]>();
  let newestMs = -Infinity;
  for (const event of test.events) {
    const atMs = Date.parse(event.timestamp);
    const startMs = Math.floor(atMs / windowMs) * windowMs;
    const isLate = newestMs - delayMs >= startMs + windowMs - 1;
    newestMs = Math.max(newestMs, atMs);
    if (isLate) continue;
    const key = JSON.stringify([
      startMs,
      fault === "services-mixed" ? "" : event.componentName,
      fault === "metrics-mixed" ? "" : [event.metricName, event.unit],
    ]);
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  return [...groups.values()].map((events) => aggregate(events, fault));
}

function aggregate(events: readonly MetricEvent[], fault: Fault | undefined): MetricAggregate {
  const [first] = events;
  if (first === undefined) throw new Error("a window without an event");
  const values = events.map(({ value }) => value);
  const arrived = events.map(({ timestamp }) => new Date(timestamp).toISOString());
  const times = fault === "order-of-arrival" ? arrived : [...arrived].sort();
  const [minValue, maxValue] = [Math.min(...values), Math.max(...values)];
  return {
    componentName: first.componentName,
    metricName: first.metricName,
    unit: first.unit,
    minValue,
    maxValue,
    avg:
      fault === "middle-as-average"
        ? (minValue + maxValue) / 2
        : values.reduce((sum, value) => sum + value, 0) / values.length,
    fromTimestamp: times[0] ?? "",
    toTimestamp: times.at(-1) ?? "",
  };
}
