import { listCronTimes, parseCron } from "./cron";
import { createInvalidExpressionFault, createInvalidTimeZoneFault } from "./faults";
import { fromLocal, toLocal } from "./local-time";

/** The part of a schedule that says when it invokes its target. */
export interface Timing {
  readonly expression: string;
  readonly timeZone: string;
  /** Where a rate begins, and before which nothing is invoked. ms since the epoch. */
  readonly startsAt: number;
  /** ms since the epoch; undefined for a schedule without an end. */
  readonly endsAt?: number | undefined;
}

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
/** Wall clocks are set forward at most a few times a year: that many times in a row are never left out. */
const MAX_SKIPPED = 2000;

/**
 * Checks an expression and its time zone.
 *
 * @throws AwsFault ValidationException; NotImplemented for parts of cron that the lab cloud does not have
 */
export function checkExpression(expression: string, timeZone: string): void {
  try {
    toLocal(0, timeZone);
  } catch (error) {
    if (error instanceof RangeError) throw createInvalidTimeZoneFault(timeZone);
    throw error;
  }
  if (parseRate(expression) !== undefined || parseAt(expression) !== undefined) return;
  if (!/^cron\([^)]*\)$/.test(expression)) throw createInvalidExpressionFault(expression);
  parseCron(expression);
}

/** When a schedule invokes its target next. @param from the earliest instant, ms since the epoch */
export function findNext({ expression, timeZone, startsAt, endsAt }: Timing, from: number): number | undefined {
  const next = findNextWithoutEnd({ expression, timeZone, startsAt }, Math.max(from, startsAt));
  return next === undefined || (endsAt !== undefined && next > endsAt) ? undefined : next;
}

function findNextWithoutEnd({ expression, timeZone, startsAt }: Timing, from: number): number | undefined {
  const period = parseRate(expression);
  if (period !== undefined) return startsAt + Math.ceil((from - startsAt) / period) * period;
  const once = parseAt(expression);
  if (once !== undefined) {
    const at = fromLocal(once, timeZone);
    return at !== undefined && at >= from ? at : undefined;
  }
  let skipped = 0;
  // An hour earlier, since a wall clock that is set back shows earlier times after later ones.
  for (const local of listCronTimes(parseCron(expression), toLocal(from, timeZone) - (UNITS["hour"] ?? 0))) {
    const at = fromLocal(local, timeZone);
    if (at !== undefined && at >= from) return at;
    if (++skipped > MAX_SKIPPED) return undefined;
  }
  return undefined;
}

/** Whether an expression invokes its target once only. */
export const isOnce = (expression: string): boolean => parseAt(expression) !== undefined;

/** The period of a rate, in ms. */
function parseRate(expression: string): number | undefined {
  const [, value, unit = ""] = /^rate\(\s*([1-9]\d{0,8})\s+(minute|hour|day)s?\s*\)$/.exec(expression) ?? [];
  return value === undefined ? undefined : Number(value) * (UNITS[unit] ?? Number.NaN);
}

/** The time of a schedule that runs once, by the wall clock. */
function parseAt(expression: string): number | undefined {
  const [, text] = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)$/.exec(expression) ?? [];
  if (text === undefined) return undefined;
  const at = Date.parse(`${text}Z`);
  // Date.parse takes the 30th of February for a day in March.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 19) !== text ? undefined : at;
}
