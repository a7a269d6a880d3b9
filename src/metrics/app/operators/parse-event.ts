import type { MetricEvent } from "../../model/metric-event";
import { debug } from "../debug-log";

const TEXTS = ["componentName", "metricName", "unit"] as const;

/**
 * Operator: reads a record as a metric event.
 *
 * @returns undefined for a record that is not a metric event. The caller logs and counts it: one bad record must not stop
 * the application.
 */
export function parseEvent(data: Uint8Array): MetricEvent | undefined {
  const event = tryToParseEvent(data);
  if (event === undefined) debug("parse: not a metric event: %s", Buffer.from(data).toString().slice(0, 200));
  return event;
}

function tryToParseEvent(data: Uint8Array): MetricEvent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(data).toString("utf8"));
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const found: Readonly<Record<string, unknown>> = { ...value };
  const isEvent =
    TEXTS.every((name) => typeof found[name] === "string") &&
    typeof found["value"] === "number" &&
    !Number.isNaN(Date.parse(String(found["timestamp"])));
  // The cast is safe: `isEvent` has checked each member.
  return isEvent ? (found as unknown as MetricEvent) : undefined;
}
