import type { MetricAggregate } from "../metrics/model/metric-aggregate";
import type { MetricEvent } from "../metrics/model/metric-event";
import { show } from "./kernel-display";
import { createPlotBundle } from "./picture-bundle";

/** The data to plot: the events of one metric, and the aggregates of its windows. */
export interface MetricWindows {
  readonly events: readonly MetricEvent[];
  readonly aggregates: readonly MetricAggregate[];
  readonly metricName: string;
}

/**
 * Plots one metric by component: a point for each event at its event time, and for each window a bar from its smallest value to its largest, with a line at the average.
 */
export function showMetricWindows({ events, aggregates, metricName }: MetricWindows): void {
  const points = events.filter((event) => event.metricName === metricName);
  const bars = aggregates.filter((aggregate) => aggregate.metricName === metricName);
  const time = { type: "temporal", axis: { format: "%H:%M:%S", title: "event time" } };
  show(
    createPlotBundle(
      {
        title: `${metricName} by window`,
        data: {
          values: [
            ...bars.map((bar) => ({ ...bar, kind: "window" })),
            ...points.map((point) => ({ ...point, kind: "event" })),
          ],
        },
        facet: { row: { field: "componentName", type: "nominal", title: null } },
        spec: {
          width: 620,
          height: 140,
          layer: [
            {
              transform: [{ filter: "datum.kind === 'window'" }],
              mark: { type: "rect", opacity: 0.25, color: "#1565c0", tooltip: true },
              encoding: {
                x: { field: "fromTimestamp", ...time },
                x2: { field: "toTimestamp" },
                y: { field: "minValue", type: "quantitative", title: points[0]?.unit ?? "value" },
                y2: { field: "maxValue" },
              },
            },
            {
              transform: [{ filter: "datum.kind === 'window'" }],
              mark: { type: "rule", color: "#c62828", strokeWidth: 2, tooltip: true },
              encoding: {
                x: { field: "fromTimestamp", ...time },
                x2: { field: "toTimestamp" },
                y: { field: "avg", type: "quantitative" },
              },
            },
            {
              transform: [{ filter: "datum.kind === 'event'" }],
              mark: { type: "point", filled: true, size: 18, color: "#333", tooltip: true },
              encoding: {
                x: { field: "timestamp", ...time },
                y: { field: "value", type: "quantitative" },
              },
            },
          ],
        },
      },
      [
        `${metricName} by window: ${points.length} events, ${bars.length} windows`,
        ...bars.map(
          ({ componentName, fromTimestamp, toTimestamp, minValue, avg, maxValue }) =>
            `${componentName}  ${fromTimestamp.slice(11, 19)} to ${toTimestamp.slice(11, 19)}  ${minValue} … ${avg.toFixed(2)} … ${maxValue}`,
        ),
      ],
    ),
  );
}
