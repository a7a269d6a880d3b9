import type { StandardUnit } from "@aws-sdk/client-cloudwatch-logs";

/** What both kinds of filter have. */
export interface StoredFilter {
  readonly groupId: string;
  readonly name: string;
  readonly pattern: string;
  /** ms since the epoch. */
  readonly createdAt: number;
}

/** How events become a metric. */
export interface MetricTransformation {
  readonly metricName: string;
  readonly metricNamespace: string;
  /** A number, or what stands in the event: `$.latency` of JSON, `$bytes` of columns. */
  readonly metricValue: string;
  readonly defaultValue?: number;
  readonly unit?: StandardUnit;
  /** A dimension's name, and where its value stands in the event. */
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** A metric filter as it is kept. */
export interface StoredMetricFilter extends StoredFilter {
  readonly transformation: MetricTransformation;
}

/** A subscription filter as it is kept. */
export interface StoredSubscription extends StoredFilter {
  readonly destinationArn: string;
  readonly roleArn?: string;
  readonly distribution: "Random" | "ByLogStream";
}
