import type { Metrics } from "../services/cloudwatch/model/metrics";
import { getHour } from "./prices";

/** The metrics of one resource in one hour, by their names in CloudWatch. */
interface ResourceHour {
  /** The name of the stream, the function or the application. */
  readonly name: string;
  /** The hour's beginning, in ms since the epoch. */
  readonly at: number;
  /** A metric's sum over the hour, or the number of its values (`KPUs count`); 0 without values. */
  readonly getSum: (metric: string) => number;
}

/** The dimension that names a resource, in each namespace that a bill needs. */
const DIMENSION: Readonly<Record<string, string>> = {
  "AWS/Kinesis": "StreamName",
  "AWS/Firehose": "DeliveryStreamName",
  "AWS/Lambda": "FunctionName",
  "AWS/KinesisAnalytics": "Application",
};

/** The metrics of all resources, hour by hour, also of deleted ones: CloudWatch keeps their metrics. */
export function listHours(metrics: Metrics, namespace: string): ResourceHour[] {
  const hours = new Map<string, { name: string; at: number; sums: Map<string, number> }>();
  for (const { name: metric } of metrics.list()) {
    const [[dimension, name] = [], ...others] = Object.entries(metric.dimensions);
    if (metric.namespace !== namespace || dimension !== DIMENSION[namespace] || others.length > 0) continue;
    if (name === undefined) continue;
    for (const point of [...metrics.listPoints(metric, { from: 0, to: Infinity }).values()].flat()) {
      const at = getHour(point.at);
      const hour = hours.get(`${at} ${name}`) ?? { name, at, sums: new Map<string, number>() };
      hours.set(`${at} ${name}`, hour);
      const add = (key: string, value: number): unknown => hour.sums.set(key, (hour.sums.get(key) ?? 0) + value);
      add(metric.name, point.sum);
      add(`${metric.name} count`, point.count);
    }
  }
  return [...hours.values()].map(({ name, at, sums }) => ({ name, at, getSum: (metric) => sums.get(metric) ?? 0 }));
}
