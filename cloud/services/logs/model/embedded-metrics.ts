import { isUnit } from "../../cloudwatch/model/fields";
import type { StoredPoint, StoredPoints } from "../../cloudwatch/store/point-log";
import { mergeStatistics, createFromValue } from "../../cloudwatch/store/statistics";

/** AWS's limits: metrics of one directive, dimensions of one set, values of one metric. */
const MAX_METRICS = 100;
const MAX_DIMENSIONS = 30;
const MAX_VALUES = 100;
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
export function parseEmbeddedMetrics(message: string, now: number): readonly StoredPoints[] | "invalid" | undefined {
  // Most events hold no metrics: this check spares them the parsing.
  if (!message.startsWith("{") || !message.includes('"_aws"')) return undefined;
  const root = parseJson(message);
  const metadata = root?.["_aws"];
  if (root === undefined || !isObject(metadata) || !Array.isArray(metadata["CloudWatchMetrics"])) return undefined;
  try {
    const at = parseInstant(metadata, now);
    return metadata["CloudWatchMetrics"].flatMap((directive: unknown) => createPoints(root, at, directive));
  } catch (error) {
    if (error instanceof InvalidMetrics) return "invalid";
    throw error;
  }
}

function parseJson(message: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(message);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function assertValid(holds: boolean): asserts holds {
  if (!holds) throw new InvalidMetrics();
}

function parseInstant({ Timestamp: at }: Json, now: number): number {
  assertValid(typeof at === "number" && at >= now - OLDEST_MS && at <= now + NEWEST_MS);
  return at;
}

/** The points of one directive: each of its metrics with each of its sets of dimensions. */
function createPoints(root: Json, at: number, directive: unknown): readonly StoredPoints[] {
  assertValid(isObject(directive));
  const { Namespace: namespace, Dimensions: sets = [[]], Metrics: metrics } = directive;
  assertValid(typeof namespace === "string" && namespace !== "" && !namespace.startsWith("AWS/"));
  assertValid(Array.isArray(sets) && Array.isArray(metrics) && metrics.length <= MAX_METRICS);
  const named = (sets.length === 0 ? [[]] : sets).map((names: unknown) => parseDimensions(root, names));
  return metrics.flatMap((metric: unknown) => {
    assertValid(isObject(metric));
    const { Name: name, Unit: unit = "None", StorageResolution: resolution = 60 } = metric;
    assertValid(typeof name === "string" && name !== "" && isUnit(unit) && (resolution === 1 || resolution === 60));
    const step = resolution === 1 ? SECOND_MS : MINUTE_MS;
    const point = { at: Math.floor(at / step) * step, ...parseValue(root[name]) };
    return named.map((dimensions): StoredPoints => ({ name: { namespace, name, dimensions }, unit, points: [point] }));
  });
}

function parseDimensions(root: Json, names: unknown): Readonly<Record<string, string>> {
  assertValid(Array.isArray(names) && names.length <= MAX_DIMENSIONS);
  return Object.fromEntries(
    names.map((name: unknown) => {
      const value = typeof name === "string" ? root[name] : undefined;
      assertValid(typeof value === "string" && value !== "");
      return [String(name), value] as const;
    }),
  );
}

function parseValue(value: unknown): Omit<StoredPoint, "at"> {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  assertValid(values.length <= MAX_VALUES && values.every((value) => typeof value === "number"));
  const numbers = values as readonly number[];
  const [first, ...rest] = numbers.map((value) => createFromValue(value));
  assertValid(first !== undefined);
  const set = rest.reduce(mergeStatistics, first);
  return set.min < 0 ? set : { ...set, each: numbers.map((value) => [value, 1] as const) };
}
