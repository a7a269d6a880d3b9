import { isUnit } from "../cloudwatch/fields";
import type { StoredPoint, StoredPoints } from "../cloudwatch/point-log";
import { merged, ofValue } from "../cloudwatch/statistics";

/** AWS's limits: metrics of one directive, dimensions of one set, values of one metric. */
const MOST_METRICS = 100;
const MOST_DIMENSIONS = 30;
const MOST_VALUES = 100;
const MINUTE_MS = 60_000;
const SECOND_MS = 1000;
const OLDEST_MS = 14 * 24 * 60 * MINUTE_MS;
const NEWEST_MS = 2 * 60 * MINUTE_MS;

type Json = { readonly [name: string]: unknown };

/** Thrown for an event in the format whose metrics are invalid. */
class InvalidMetrics extends Error {}

/**
 * The metrics of a log event in CloudWatch's embedded metric format, which AWS Lambda Powertools writes.
 *
 * @param message the whole event
 * @param now     ms since the epoch
 * @returns undefined if the event has none; "invalid" if AWS counts an EMFValidationError
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetrics(message: string, now: number): readonly StoredPoints[] | "invalid" | undefined {
  // Most events hold no metrics: this check spares them the parsing.
  if (!message.startsWith("{") || !message.includes('"_aws"')) return undefined;
  const root = parsed(message);
  const metadata = root?.["_aws"];
  if (root === undefined || !isObject(metadata) || !Array.isArray(metadata["CloudWatchMetrics"])) return undefined;
  try {
    const at = instantOf(metadata, now);
    return metadata["CloudWatchMetrics"].flatMap((directive: unknown) => pointsOf(root, at, directive));
  } catch (error) {
    if (error instanceof InvalidMetrics) return "invalid";
    throw error;
  }
}

function parsed(message: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(message);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function valid(holds: boolean): asserts holds {
  if (!holds) throw new InvalidMetrics();
}

function instantOf({ Timestamp: at }: Json, now: number): number {
  valid(typeof at === "number" && at >= now - OLDEST_MS && at <= now + NEWEST_MS);
  return at;
}

/** The points of one directive: each of its metrics with each of its sets of dimensions. */
function pointsOf(root: Json, at: number, directive: unknown): readonly StoredPoints[] {
  valid(isObject(directive));
  const { Namespace: namespace, Dimensions: sets = [[]], Metrics: metrics } = directive;
  valid(typeof namespace === "string" && namespace !== "" && !namespace.startsWith("AWS/"));
  valid(Array.isArray(sets) && Array.isArray(metrics) && metrics.length <= MOST_METRICS);
  const named = (sets.length === 0 ? [[]] : sets).map((names: unknown) => dimensionsOf(root, names));
  return metrics.flatMap((metric: unknown) => {
    valid(isObject(metric));
    const { Name: name, Unit: unit = "None", StorageResolution: resolution = 60 } = metric;
    valid(typeof name === "string" && name !== "" && isUnit(unit) && (resolution === 1 || resolution === 60));
    const step = resolution === 1 ? SECOND_MS : MINUTE_MS;
    const point = { at: Math.floor(at / step) * step, ...valueOf(root[name]) };
    return named.map((dimensions): StoredPoints => ({ name: { namespace, name, dimensions }, unit, points: [point] }));
  });
}

function dimensionsOf(root: Json, names: unknown): Readonly<Record<string, string>> {
  valid(Array.isArray(names) && names.length <= MOST_DIMENSIONS);
  return Object.fromEntries(
    names.map((name: unknown) => {
      const value = typeof name === "string" ? root[name] : undefined;
      valid(typeof value === "string" && value !== "");
      return [String(name), value] as const;
    }),
  );
}

function valueOf(given: unknown): Omit<StoredPoint, "at"> {
  const values: readonly unknown[] = Array.isArray(given) ? given : [given];
  valid(values.length <= MOST_VALUES && values.every((value) => typeof value === "number"));
  const numbers = values as readonly number[];
  const [first, ...rest] = numbers.map((value) => ofValue(value));
  valid(first !== undefined);
  const set = rest.reduce(merged, first);
  return set.min < 0 ? set : { ...set, each: numbers.map((value) => [value, 1] as const) };
}
