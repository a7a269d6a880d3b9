import { columnValues } from "../patterns/column-pattern";
import { isSelector, jsonValue, selectorsIn } from "../patterns/json-pattern";

/** Extracts values from events that match a pattern. */
interface Extraction {
  /** The value in an event at a selector such as `$.latency` or `$bytes`, as text; undefined unless it is a string, a number or a Boolean. */
  value(message: string, reference: string): string | undefined;
  /** Whether a pattern of this kind allows such a selector. */
  canName(reference: string): boolean;
  /** All values that the pattern itself names, as TestMetricFilter shows them. */
  all(message: string): Readonly<Record<string, string>>;
}

/** @param pattern a pattern that `filterPattern` has accepted */
export function extractionBy(pattern: string): Extraction {
  const text = pattern.trim();
  if (text.startsWith("{")) return ofJson(text);
  if (text.startsWith("[")) return ofColumns(text);
  return { value: () => undefined, canName: () => false, all: () => ({}) };
}

function ofJson(pattern: string): Extraction {
  const selectors = selectorsIn(pattern);
  const value = (message: string, reference: string): string | undefined => spelled(jsonValue(message, reference));
  return {
    value,
    canName: isSelector,
    all: (message) =>
      Object.fromEntries(
        selectors.flatMap((selector) => {
          const found = value(message, selector);
          return found === undefined ? [] : [[selector, found]];
        }),
      ),
  };
}

function ofColumns(pattern: string): Extraction {
  const values = columnValues(pattern);
  return {
    value: (message, reference) => values(message)?.get(reference.slice(1)),
    canName: (reference) => /^\$[A-Za-z0-9_-]+$/.test(reference),
    all: (message) => Object.fromEntries([...(values(message) ?? [])].map(([name, text]) => [`$${name}`, text])),
  };
}

const spelled = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
