import type { MetricAggregate } from "../model/metric-aggregate";
import type { MetricEvent } from "../model/metric-event";

/**
 * The aggregates that a correct application writes for some events, and the number of late events that it leaves out.
 */
export interface ExpectedResult {
  readonly aggregates: readonly MetricAggregate[];
  readonly late: number;
}

/**
 * The result by definition, over all events at once and without state: an event is late if an earlier one is newer than the end of its window and the
 * delay; a window is written if any event is that new.
 */
export function computeDirectly(
  events: readonly MetricEvent[],
  { windowMs, delayMs }: { readonly windowMs: number; readonly delayMs: number },
): ExpectedResult {
  const times = events.map(({ timestamp }) => Date.parse(timestamp));
  const getWindowEnd = (time: number): number => time - (time % windowMs) + windowMs;
  const isClosedBy = (end: number, seen: readonly number[]): boolean => seen.some((time) => time - delayMs >= end - 1);
  const onTime = events.filter((_, index) => !isClosedBy(getWindowEnd(times[index] ?? 0), times.slice(0, index)));
  const groups = groupByWindow(onTime, windowMs);
  const aggregates = [...groups.values()]
    .filter(([first]) => isClosedBy(getWindowEnd(Date.parse(first?.timestamp ?? "")), times))
    .map(aggregate);
  return { aggregates, late: events.length - onTime.length };
}

function groupByWindow(events: readonly MetricEvent[], windowMs: number): Map<string, MetricEvent[]> {
  const groups = new Map<string, MetricEvent[]>();
  for (const event of events)
    groups.set(getKey(event, windowMs), [...(groups.get(getKey(event, windowMs)) ?? []), event]);
  return groups;
}

const getKey = ({ componentName, metricName, unit, timestamp }: MetricEvent, windowMs: number): string =>
  [Math.floor(Date.parse(timestamp) / windowMs), componentName, metricName, unit].join("/");

function aggregate(events: readonly MetricEvent[]): MetricAggregate {
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
