/** One figure for CloudWatch. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "Count" | "Bytes" | "Milliseconds";
}

/** What Kinesis needs of CloudWatch. */
export interface MetricSink {
  source(of: { readonly namespace: string; readonly dimensions: Readonly<Record<string, string>> }): MetricSource;
}

/** Whose figures are counted. */
export interface MetricSource {
  /** Counts figures in for the minute in which `at` (ms since the epoch) lies. */
  count(at: number, figures: readonly Figure[]): void;
}
