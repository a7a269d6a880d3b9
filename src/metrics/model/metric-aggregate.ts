/** The result of one window for one metric of one component: a JSON record of the output stream. */
export interface MetricAggregate {
  readonly componentName: string;
  readonly metricName: string;
  readonly unit: string;
  readonly minValue: number;
  readonly maxValue: number;
  readonly avg: number;
  /** The times of the first and the last event in the window, not the window's own bounds. */
  readonly fromTimestamp: string;
  readonly toTimestamp: string;
}
