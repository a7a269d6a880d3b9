import type { MetricAggregate } from "../model/metric-aggregate";
import type { MetricEvent } from "../model/metric-event";

/**
 * The aggregates that a correct application writes for some events, and the number of late events that it leaves out.
 */
export interface Expected {
  readonly aggregates: readonly MetricAggregate[];
  readonly late: number;
}

/**
 * The result by definition, over all events at once and without state: an event is late if an earlier one is newer than the end of its window and the
 * delay; a window is written if any event is that new.
 */
export function directComputation(
  events: readonly MetricEvent[],
  { windowMs, delayMs }: { readonly windowMs: number; readonly delayMs: number },
): Expected {
  const times = events.map(({ timestamp }) => Date.parse(timestamp));
  const endOf = (time: number): number => time - (time % windowMs) + windowMs;
  const isClosedBy = (end: number, seen: readonly number[]): boolean => seen.some((time) => time - delayMs >= end - 1);
  const onTime = events.filter((_, at) => !isClosedBy(endOf(times[at] ?? 0), times.slice(0, at)));
  const groups = grouped(onTime, windowMs);
  const aggregates = [...groups.values()]
    .filter(([first]) => isClosedBy(endOf(Date.parse(first?.timestamp ?? "")), times))
    .map(aggregateOf);
  return { aggregates, late: events.length - onTime.length };
}

function grouped(events: readonly MetricEvent[], windowMs: number): Map<string, MetricEvent[]> {
  const groups = new Map<string, MetricEvent[]>();
  for (const event of events)
    groups.set(keyOf(event, windowMs), [...(groups.get(keyOf(event, windowMs)) ?? []), event]);
  return groups;
}

const keyOf = ({ componentName, metricName, unit, timestamp }: MetricEvent, windowMs: number): string =>
  [Math.floor(Date.parse(timestamp) / windowMs), componentName, metricName, unit].join("/");

function aggregateOf(events: readonly MetricEvent[]): MetricAggregate {
  const [{ componentName, metricName, unit } = { componentName: "", metricName: "", unit: "" }] = events;
  const values = events.map(({ value }) => value);
  const times = events.map(({ timestamp }) => timestamp).sort();
  return {
    componentName,
    metricName,
    unit,
    minValue: Math.min(...values),
    maxValue: Math.max(...values),
    avg: values.reduce((sum, value) => sum + value, 0) / values.length,
    fromTimestamp: times[0] ?? "",
    toTimestamp: times.at(-1) ?? "",
  };
}
