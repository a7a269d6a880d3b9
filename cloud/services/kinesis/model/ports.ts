/** One value of a metric for CloudWatch. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "Count" | "Bytes" | "Milliseconds";
}

/** The part of CloudWatch that Kinesis uses. */
export interface MetricSink {
  createSource(of: { readonly namespace: string; readonly dimensions: Readonly<Record<string, string>> }): MetricSource;
}

/** The metrics of one stream. */
export interface MetricSource {
  /** Adds values to the minute in which `at` (ms since the epoch) lies. */
  count(at: number, figures: readonly Figure[]): void;
}
