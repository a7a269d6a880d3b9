/** One figure for CloudWatch. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "Count" | "Bytes" | "Seconds";
}

/** What SQS needs of CloudWatch. */
export interface MetricSink {
  source(of: { readonly namespace: string; readonly dimensions: Readonly<Record<string, string>> }): MetricSource;
}

/** Whose figures are counted. */
export interface MetricSource {
  /** Counts figures in for the minute in which `at` (ms since the epoch) lies. */
  count(at: number, figures: readonly Figure[]): void;
}

/** What is known of a queue that was used: kept by the queue itself, since every call comes by. */
export interface Meter {
  readonly source: MetricSource;
  /** ms since the epoch. */
  usedAt: number;
}
