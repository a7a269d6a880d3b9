/** One value of a metric for CloudWatch. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "Count" | "Bytes" | "Seconds";
}

/** The part of CloudWatch that SQS uses. */
export interface MetricSink {
  createSource(of: { readonly namespace: string; readonly dimensions: Readonly<Record<string, string>> }): MetricSource;
}

/** The metrics of one queue. */
interface MetricSource {
  /** Adds values to the minute in which `at` (ms since the epoch) lies. */
  count(at: number, figures: readonly Figure[]): void;
}

/** The metrics of a recently used queue; stored in the queue itself, which every call passes. */
export interface Meter {
  readonly source: MetricSource;
  /** ms since the epoch. */
  usedAt: number;
}
