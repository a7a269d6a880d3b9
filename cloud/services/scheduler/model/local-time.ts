/** A date and time as a clock on the wall shows it, as ms since the epoch of a wall clock in UTC. */
export type LocalMs = number;

/** The time of a wall clock in a time zone. @param at ms since the epoch @throws RangeError for an unknown time zone */
export function toLocal(at: number, timeZone: string): LocalMs {
  const parts = getFormat(timeZone).formatToParts(at);
  const get = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value ?? Number.NaN);
  return Date.UTC(get("year"), get("month") - 1, get("day"), get("hour"), get("minute"), get("second"));
}

const DAY_MS = 86_400_000;

/**
 * The instant at which a wall clock shows a time: the first one if it does so twice, when clocks are set back; undefined
 * if it never does, when they are set forward.
 */
export function fromLocal(local: LocalMs, timeZone: string): number | undefined {
  // Any change of the clocks is within a day of the time: its offset is one of these two.
  const offsets = [local - DAY_MS, local + DAY_MS].map((at) => toLocal(at, timeZone) - at);
  const instants = offsets.map((offset) => local - offset).filter((at) => toLocal(at, timeZone) === local);
  return instants.length === 0 ? undefined : Math.min(...instants);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function getFormat(timeZone: string): Intl.DateTimeFormat {
  const found = formats.get(timeZone);
  if (found !== undefined) return found;
  const numeric = "numeric";
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone, hourCycle: "h23" },
    ...{ year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric },
  });
  formats.set(timeZone, format);
  return format;
}
