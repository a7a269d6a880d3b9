/** One measurement of one component, as it arrives: a JSON record of the input stream. */
export interface MetricEvent {
  /** Such as `user-service`. */
  readonly componentName: string;
  /** Such as `cpu`. */
  readonly metricName: string;
  /** Such as `percent`. */
  readonly unit: string;
  readonly value: number;
  /**
   * When the value was measured (event time), ISO 8601 in UTC: `2030-01-01T12:00:00.000Z`. Events arrive later, and not
   * in order.
   */
  readonly timestamp: string;
}
