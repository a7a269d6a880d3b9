/** What one window says of one metric of one component: a JSON record of the output stream. */
export interface MetricAggregate {
  readonly componentName: string;
  readonly metricName: string;
  readonly unit: string;
  readonly minValue: number;
  readonly maxValue: number;
  readonly avg: number;
  /** The first event time in the window, and the last: those of events, not the window's own bounds. */
  readonly fromTimestamp: string;
  readonly toTimestamp: string;
}
