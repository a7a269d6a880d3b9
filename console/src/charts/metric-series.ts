import { callAws } from "../aws";

/** A metric to get from CloudWatch. */
export interface SeriesRequest {
  readonly namespace: string;
  readonly metric: string;
  readonly statistic: "Sum" | "Average" | "Maximum" | "Minimum" | "SampleCount";
  readonly dimensions: Readonly<Record<string, string>>;
}

/** The value of one period; by default a minute. */
export interface Point {
  /** The period's beginning, in ms since the epoch. */
  readonly at: number;
  readonly value: number;
}

/** The series of each metric, in the same order, oldest point first. Times in ms. @throws AwsError */
export async function readMetricSeries(
  requests: readonly SeriesRequest[],
  { from, to, periodSeconds = 60 }: { readonly from: number; readonly to: number; readonly periodSeconds?: number },
): Promise<readonly (readonly Point[])[]> {
  const { MetricDataResults } = await callAws<{
    MetricDataResults: readonly {
      readonly Id: string;
      readonly Timestamps: readonly number[];
      readonly Values: readonly number[];
    }[];
  }>("cloudwatch", "GetMetricData", {
    StartTime: Math.floor(from / 1000 / periodSeconds) * periodSeconds,
    EndTime: Math.ceil(to / 1000 / periodSeconds) * periodSeconds,
    ScanBy: "TimestampAscending",
    MetricDataQueries: requests.map(({ namespace, metric, statistic, dimensions }, n) => ({
      Id: `m${n}`,
      MetricStat: {
        Metric: {
          Namespace: namespace,
          MetricName: metric,
          Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        },
        Period: periodSeconds,
        Stat: statistic,
      },
    })),
  });
  const results = new Map(MetricDataResults.map((result) => [result.Id, result]));
  return requests.map((_, n) => {
    const { Timestamps = [], Values = [] } = results.get(`m${n}`) ?? {};
    return Timestamps.map((seconds, index) => ({ at: seconds * 1000, value: Values[index] ?? 0 }));
  });
}
