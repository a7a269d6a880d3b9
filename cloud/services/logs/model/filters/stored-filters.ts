import type { StandardUnit } from "@aws-sdk/client-cloudwatch-logs";

/** The members of both kinds of filters. */
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
  /** A number, or a selector for the event's value: `$.latency` for JSON, `$bytes` for columns. */
  readonly metricValue: string;
  readonly defaultValue?: number;
  readonly unit?: StandardUnit;
  /** Selectors of the dimensions' values in the event, by dimension name. */
  readonly dimensions?: Readonly<Record<string, string>>;
}

export interface StoredMetricFilter extends StoredFilter {
  readonly transformation: MetricTransformation;
}

export interface StoredSubscription extends StoredFilter {
  readonly destinationArn: string;
  readonly roleArn?: string;
  readonly distribution: "Random" | "ByLogStream";
}
