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
