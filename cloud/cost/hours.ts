import type { ShardChange, InstanceChange } from "./usage-facts";
import { getHour, type Meter, PRICES } from "./prices";
import type { Metrics } from "../services/cloudwatch/model/metrics";
import type { StoredInstance } from "../services/ec2/model/stored";

/** The instances' changes, and the current instances. */
interface InstanceHistory {
  /** In the order in which they happened. */
  readonly changes: readonly InstanceChange[];
  readonly instances: readonly Pick<StoredInstance, "id" | "type" | "launchedAt" | "state">[];
  /** ms since the epoch. */
  readonly now: number;
}

/** The price of an instance of a type: `ec2-t3-micro-hour`. Undefined for a type that the list does not have. */
export const getInstancePrice = (type: string): string | undefined =>
  PRICES.find(({ id }) => id === `ec2-${type.replaceAll(".", "-")}-hour`)?.id;

/** In a default VPC, as the lab cloud has it, a running instance has one public address. */
export const PUBLIC_ADDRESS = "public-ipv4-hour";

export const isRunning = ({ state }: Pick<StoredInstance, "state">): boolean =>
  state === "running" || state === "pending";

/**
 * Counts the hours in which instances ran. The last run of an instance that shut itself down is not counted, since no
 * call says when it ended.
 */
export function meterInstances(meter: Meter, { changes, instances, now }: InstanceHistory): void {
  const since = new Map<string, number>();
  const types = new Map(instances.map(({ id, type }) => [id, type]));
  const launched = new Set(changes.filter(({ type }) => type !== undefined).map(({ id }) => id));
  // For instances from before counting began, their own launch time is used.
  for (const instance of instances) if (!launched.has(instance.id)) since.set(instance.id, instance.launchedAt);
  const end = (id: string, at: number): void => {
    const [from, price] = [since.get(id), getInstancePrice(types.get(id) ?? "")];
    if (from !== undefined && price !== undefined) meter.addTime(price, [from, at], 1);
    if (from !== undefined) meter.addTime(PUBLIC_ADDRESS, [from, at], 1);
    since.delete(id);
  };
  for (const { id, at, runs: begins, type } of changes) {
    if (type !== undefined) types.set(id, type);
    if (!begins) end(id, at);
    else if (!since.has(id)) since.set(id, at);
  }
  for (const instance of instances) if (isRunning(instance)) end(instance.id, now);
}

/** An existing stream. */
interface StreamSnapshot {
  readonly name: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly shards: number;
  readonly isOnDemand: boolean;
}

interface Run {
  readonly from: number;
  readonly shards: number;
  readonly isOnDemand: boolean;
}

/** The streams' changes, and the existing streams. */
interface StreamHistory {
  /** In the order in which they happened. */
  readonly changes: readonly ShardChange[];
  readonly streams: readonly StreamSnapshot[];
  /** ms since the epoch. */
  readonly now: number;
}

/**
 * Counts the hours of all shards, of existing and of deleted streams. A shard costs from its stream's creation on, used
 * or not.
 */
export function meterShards(meter: Meter, { changes, streams, now }: StreamHistory): void {
  const running = new Map<string, Run>();
  const known = new Set(changes.filter(({ kind }) => kind === "created").map(({ stream }) => stream));
  // For streams from before counting began, their own creation time is used.
  for (const { name, createdAt, shards, isOnDemand } of streams)
    if (!known.has(name))
      running.set(name, { from: createdAt, shards: countShardsBefore(shards, name, changes), isOnDemand });
  const end = (stream: string, at: number): Run | undefined => {
    const run = running.get(stream);
    if (run !== undefined) {
      if (run.isOnDemand) meter.addTime("kinesis-on-demand-hour", [run.from, at], 1);
      else meter.addTime("kinesis-shard-hour", [run.from, at], run.shards);
    }
    running.delete(stream);
    return run;
  };
  for (const { stream, at, kind, shards, isOnDemand = false } of changes) {
    const run = end(stream, at);
    if (kind === "created") running.set(stream, { from: at, shards, isOnDemand });
    else if (kind !== "deleted" && run !== undefined)
      running.set(stream, { ...run, from: at, shards: kind === "set" ? shards : run.shards + shards });
  }
  for (const [stream] of [...running]) end(stream, now);
}

/** How many shards a stream had before the recorded changes. */
const countShardsBefore = (shards: number, name: string, changes: readonly ShardChange[]): number =>
  changes.reduce((sum, { stream, kind, shards: by }) => (stream === name && kind === "by" ? sum - by : sum), shards);

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
