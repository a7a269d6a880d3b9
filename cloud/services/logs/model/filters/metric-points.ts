import type { StoredPoints } from "../../../cloudwatch/store/point-log";
import { createFromValue } from "../../../cloudwatch/store/statistics";
import { filterPattern } from "../patterns/filter-pattern";
import type { StoredMetricFilter } from "./filter-table";
import { createColumnReader } from "../patterns/column-pattern";
import { isSelector, getJsonValue, listSelectors } from "../patterns/json-pattern";

/** Extracts values from events that match a pattern. */
interface Extraction {
  /** The value in an event at a selector such as `$.latency` or `$bytes`, as text; undefined unless it is a string, a number or a Boolean. */
  extractValue(message: string, reference: string): string | undefined;
  /** Whether a pattern of this kind allows such a selector. */
  canName(reference: string): boolean;
  /** All values that the pattern itself names, as TestMetricFilter shows them. */
  extractAll(message: string): Readonly<Record<string, string>>;
}

/** @param pattern a pattern that `filterPattern` has accepted */
export function createExtraction(pattern: string): Extraction {
  const text = pattern.trim();
  if (text.startsWith("{")) return createJsonExtraction(text);
  if (text.startsWith("[")) return createColumnExtraction(text);
  return { extractValue: () => undefined, canName: () => false, extractAll: () => ({}) };
}

function createJsonExtraction(pattern: string): Extraction {
  const selectors = listSelectors(pattern);
  const extractValue = (message: string, reference: string): string | undefined =>
    formatValue(getJsonValue(message, reference));
  return {
    extractValue,
    canName: isSelector,
    extractAll: (message) =>
      Object.fromEntries(
        selectors.flatMap((selector) => {
          const found = extractValue(message, selector);
          return found === undefined ? [] : [[selector, found]];
        }),
      ),
  };
}

function createColumnExtraction(pattern: string): Extraction {
  const values = createColumnReader(pattern);
  return {
    extractValue: (message, reference) => values(message)?.get(reference.slice(1)),
    canName: (reference) => /^\$[A-Za-z0-9_-]+$/.test(reference),
    extractAll: (message) => Object.fromEntries([...(values(message) ?? [])].map(([name, text]) => [`$${name}`, text])),
  };
}

const formatValue = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;

const MINUTE_MS = 60_000;
const getMinute = (at: number): number => Math.floor(at / MINUTE_MS) * MINUTE_MS;

/** Applies a metric filter to an event: "no match", or the points of its metric. */
export type PointsOf = (event: {
  readonly at: number;
  readonly message: string;
}) => readonly StoredPoints[] | "no match";

/**
 * Compiles a metric filter. A matching event gives no point if it has no number at the filter's selector, or no value
 * for a dimension.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export function compilePoints({ pattern, transformation }: StoredMetricFilter): PointsOf {
  const isWanted = filterPattern(pattern);
  const extraction = createExtraction(pattern);
  const { metricValue, dimensions = {} } = transformation;
  return ({ at, message }) => {
    if (!isWanted(message)) return "no match";
    const text = metricValue.startsWith("$") ? extraction.extractValue(message, metricValue) : metricValue;
    const value = text === undefined || text.trim() === "" ? NaN : Number(text);
    const found = Object.entries(dimensions).map(([name, reference]) => [
      name,
      extraction.extractValue(message, reference),
    ]);
    if (!Number.isFinite(value) || found.some(([, first]) => first === undefined || first === "")) return [];
    return [
      createPoints(transformation, { at, value, dimensions: Object.fromEntries(found) as Record<string, string> }),
    ];
  };
}

/** The point of a minute with events but no match; undefined if the filter has no default value. */
export function createDefaultPoint({ transformation }: StoredMetricFilter, at: number): StoredPoints | undefined {
  const { defaultValue: value } = transformation;
  return value === undefined ? undefined : createPoints(transformation, { at, value, dimensions: {} });
}

function createPoints(
  { metricName: name, metricNamespace: namespace, unit = "None" }: StoredMetricFilter["transformation"],
  { at, value, dimensions }: { at: number; value: number; dimensions: Readonly<Record<string, string>> },
): StoredPoints {
  return { name: { namespace, name, dimensions }, unit, points: [{ at: getMinute(at), ...createFromValue(value) }] };
}
