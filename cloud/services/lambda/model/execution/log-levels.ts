import type { ApplicationLogLevel } from "@aws-sdk/client-lambda";

/** The most detailed level first. */
const LEVELS: readonly string[] = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"] satisfies ApplicationLogLevel[];

/** Names of Python's logging for two of the levels. */
const OTHER_NAMES: Readonly<Record<string, string>> = { WARNING: "WARN", CRITICAL: "FATAL" };

const DEFAULT_LEVEL = "INFO";
/** RFC 3339; Python's runtime leaves the zone out in error reports. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/;

/** Whether a log whose least level is `least` holds a message of this level. */
export const isLogged = (level: string, min: string): boolean => LEVELS.indexOf(level) >= LEVELS.indexOf(min);

/**
 * The level of a line that a function prints: an object in JSON may name one, beside a time; every other line is INFO.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
export function parseLevel(line: string): string {
  const { level, timestamp, time } = parseObject(line);
  const at = timestamp ?? time;
  if (typeof level !== "string" || typeof at !== "string" || !TIME.test(at)) return DEFAULT_LEVEL;
  const name = level.toUpperCase();
  const found = OTHER_NAMES[name] ?? name;
  return LEVELS.includes(found) ? found : DEFAULT_LEVEL;
}

function parseObject(line: string): Readonly<Record<string, unknown>> {
  if (!line.startsWith("{")) return {};
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
