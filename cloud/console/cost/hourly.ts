import { metricSeries, type WantedSeries } from "../charts/metric-series";
import { pages, tokenOf } from "../paging";
import { HOUR_MS } from "./prices";

/** What one thing did in one hour, by the names of CloudWatch's metrics. */
export interface ThingHour {
  /** Of the stream, the function, the application. */
  readonly name: string;
  /** The hour's beginning, in ms since the epoch. */
  readonly at: number;
  /** A metric's sum over the hour, or how many figures it had (`KPUs count`); 0 where there is none. */
  readonly of: (metric: string) => number;
}

/** The metrics that a bill needs: of each namespace, by the one dimension that names a thing. */
const WANTED: Readonly<Record<string, { readonly dimension: string; readonly metrics: readonly string[] }>> = {
  "AWS/Kinesis": { dimension: "StreamName", metrics: ["IncomingRecords", "IncomingBytes"] },
  "AWS/Firehose": {
    dimension: "DeliveryStreamName",
    metrics: [
      "IncomingRecords",
      "IncomingBytes",
      "DataReadFromKinesisStream.Records",
      "DataReadFromKinesisStream.Bytes",
    ],
  },
  "AWS/Lambda": { dimension: "FunctionName", metrics: ["Invocations", "Duration"] },
  "AWS/KinesisAnalytics": { dimension: "Application", metrics: ["KPUs"] },
};

export interface Span {
  /** Both in ms since the epoch. */
  readonly from: number;
  readonly to: number;
}

/** GetMetricData takes 500 queries in one call. */
const QUERIES_A_CALL = 500;

interface Listed {
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
}

/** What things did, hour by hour, also those that are deleted: CloudWatch keeps their metrics. @throws AwsError */
export async function hourlyOf(namespace: string, { from, to }: Span): Promise<ThingHour[]> {
  const { dimension, metrics } = WANTED[namespace] ?? { dimension: "", metrics: [] };
  const listed = (
    await pages<{ Metrics: readonly Listed[]; NextToken?: string }>(
      "cloudwatch",
      "ListMetrics",
      tokenOf({ Namespace: namespace }),
    )
  ).flatMap(({ Metrics }) => Metrics);
  const wanted = listed.flatMap(({ MetricName: metric, Dimensions = [] }): (WantedSeries & { name: string })[] => {
    const [only] = Dimensions;
    if (!metrics.includes(metric) || Dimensions.length !== 1 || only?.Name !== dimension) return [];
    const one = { namespace, metric, dimensions: { [dimension]: only.Value }, name: only.Value };
    // An hour of KPUs is known by how many minutes told of them.
    return metric === "KPUs"
      ? [
          { ...one, statistic: "Sum" },
          { ...one, statistic: "SampleCount" },
        ]
      : [{ ...one, statistic: "Sum" }];
  });
  const hours = new Map<string, { name: string; at: number; sums: Map<string, number> }>();
  for (let first = 0; first < wanted.length; first += QUERIES_A_CALL) {
    const some = wanted.slice(first, first + QUERIES_A_CALL);
    const series = await metricSeries(some, { from, to, periodSeconds: HOUR_MS / 1000 });
    some.forEach(({ name, metric, statistic }, n) => {
      for (const { at, value } of series[n] ?? []) {
        const hour = hours.get(`${at} ${name}`) ?? { name, at, sums: new Map<string, number>() };
        hour.sums.set(statistic === "Sum" ? metric : `${metric} count`, value);
        hours.set(`${at} ${name}`, hour);
      }
    });
  }
  return [...hours.values()].map(({ name, at, sums }) => ({ name, at, of: (metric) => sums.get(metric) ?? 0 }));
}
