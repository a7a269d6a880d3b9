import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";

/** A metric that a service writes to CloudWatch about one of its resources. */
export interface Metric {
  /** `AWS/Firehose` */
  readonly namespace: string;
  /** `IncomingRecords` */
  readonly metricName: string;
  /** The dimension that selects the resource: `["DeliveryStreamName", "SI-Firehose"]`. */
  readonly dimension: readonly [name: string, value: string];
  /** Sums up the values from this minute on; by default, those of two weeks. */
  readonly since?: Date;
}

const DAY_SECONDS = 24 * 3600;
/**
 * How far the queried period reaches ahead of this computer's clock, since the lab cloud's clock may be ahead. Without
 * values in the future, this does not change a sum.
 */
const AHEAD_DAYS = 30;
const BACK_DAYS = 14;

/** The sum of a metric's values. AWS shows the values of a minute some minutes later. */
export async function sumMetric({ namespace, metricName, dimension: [Name, Value], since }: Metric): Promise<number> {
  const now = Date.now();
  const { Datapoints = [] } = await new CloudWatchClient({}).send(
    new GetMetricStatisticsCommand({
      Namespace: namespace,
      MetricName: metricName,
      Dimensions: [{ Name, Value }],
      StartTime: since ?? new Date(now - BACK_DAYS * DAY_SECONDS * 1000),
      EndTime: new Date(now + AHEAD_DAYS * DAY_SECONDS * 1000),
      Period: DAY_SECONDS,
      Statistics: ["Sum"],
    }),
  );
  return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
}
