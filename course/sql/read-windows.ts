import type { Row, Value } from "./read-expression";
import { readInterval } from "./read-interval";
import { SqlParseError, UnreadableSqlError, type SqlReader } from "./read-sql";

const KINDS = {
  TUMBLE: { says: "tumbling windows of", sizes: ["SIZE"], create: createTumblingWindows },
  HOP: { says: "sliding windows of", sizes: ["SLIDE", "SIZE"], create: createSlidingWindows },
  SESSION: { says: "sessions with a gap of", sizes: ["GAP"], create: createSessions },
} as const;

/** The windows of a query: `TABLE(SESSION(TABLE clicks PARTITION BY user_id, DESCRIPTOR(time), INTERVAL '30' MINUTES))`. */
export interface Windows {
  readonly kind: keyof typeof KINDS;
  readonly table: string;
  readonly timeColumn: string;
  /** Their length; of sessions, the gap. */
  readonly sizeMs: number;
  /** The time from the start of one to the start of the next. */
  readonly slideMs: number;
  /** The columns whose values have sessions of their own. */
  readonly keys: readonly string[];
}

/** The bounds of a window, in ms. */
interface Bounds {
  readonly start: number;
  readonly lengthMs: number;
}

type EventInWindow = Bounds & { readonly event: Row };

const WINDOW_COLUMNS: readonly string[] = ["window_start", "window_end", "window_time"];
export const isWindowColumn = (name: string): boolean => WINDOW_COLUMNS.includes(name);

/** How many sliding windows an event may be in: the check creates them all. */
const MAX_WINDOWS = 1000;

/** Such as `tumbling windows of 1.5 minutes over events, by time`. */
export const describeWindows = ({ kind, sizeMs, table, timeColumn }: Windows): string =>
  `${KINDS[kind].says} ${sizeMs / 60_000} minutes over ${table}, by ${timeColumn}`;

/** Where Flink looks for a table. */
const DEFAULT_PATH = ["default_catalog", "default_database"];

/** Parses the name of a table, which may follow those of its catalog and its database. @returns all of them, if the table isn't where Flink looks */
export function readTable(reader: SqlReader): { readonly table: string; readonly alias: string } {
  const path = reader.parsePath();
  const alias = path.at(-1) ?? "";
  const before = path.slice(0, -1);
  const isDefault = before.join(".") === DEFAULT_PATH.slice(DEFAULT_PATH.length - before.length).join(".");
  return { table: isDefault ? alias : path.join("."), alias };
}

/** Parses what is between `TABLE(` and its `)`, with or without names of the arguments. Flink 1.20 fails with names in another order. */
export function readWindows(reader: SqlReader): Windows {
  const kind = (Object.keys(KINDS) as (keyof typeof KINDS)[]).find((word) => reader.consume(word));
  if (kind === undefined)
    throw new SqlParseError(`TUMBLE, HOP or SESSION is expected, not ${reader.next?.text}`, reader.next?.text);
  const { sizes } = KINDS[kind];
  reader.expect("(");
  const isNamed = reader.consume("DATA");
  const expectNamed = (name: string) => reader.expect(...(isNamed ? [name, "=", ">"] : []));
  reader.expect(...(isNamed ? ["=", ">"] : []));
  if (reader.next?.text === "(") throw new UnreadableSqlError(`a query in the brackets of ${kind}`);
  reader.expect("TABLE");
  const { table } = readTable(reader);
  const keys = kind === "SESSION" && reader.consume("PARTITION") ? readKeys(reader) : [];
  reader.expect(",");
  expectNamed("TIMECOL");
  reader.expect("DESCRIPTOR", "(");
  const timeColumn = reader.parseName();
  reader.expect(")");
  const intervals = sizes.map((name) => {
    reader.expect(",");
    expectNamed(name);
    reader.expect("INTERVAL");
    return readInterval(reader);
  });
  if (reader.next?.text === ",") throw new UnreadableSqlError(`a further argument of ${kind}`);
  reader.expect(")");
  return { kind, table, timeColumn, keys, ...checkSizes(intervals) };
}

function checkSizes(intervals: readonly number[]): Pick<Windows, "sizeMs" | "slideMs"> {
  const sizeMs = intervals.at(-1) ?? 0;
  const [slideMs = sizeMs] = intervals;
  if (intervals.includes(0)) throw new SqlParseError("an interval of windows is longer than 0");
  const windowsOfEvent = sizeMs / slideMs;
  if (!Number.isInteger(windowsOfEvent)) throw new SqlParseError("the size of a window isn't a multiple of its slide");
  if (windowsOfEvent > MAX_WINDOWS) throw new SqlParseError("each event is in too many windows");
  return { sizeMs, slideMs };
}

/** Parses a column after `PARTITION`, or several in brackets. */
function readKeys(reader: SqlReader): string[] {
  reader.expect("BY");
  if (!reader.consume("(")) return [reader.parseName()];
  const keys = [reader.parseName()];
  while (reader.consume(",")) keys.push(reader.parseName());
  reader.expect(")");
  return keys;
}

/** The events with the bounds of their windows. Of sliding windows, each event has several. */
export const placeInWindows = (windows: Windows, events: readonly Row[]): EventInWindow[] =>
  KINDS[windows.kind].create(events, windows);

/** An event with the columns of its window. */
export const assignWindows = (event: Row, { start, lengthMs }: Bounds): Row => ({
  ...event,
  window_start: start,
  window_end: start + lengthMs,
  window_time: start + lengthMs - 1,
});

function createTumblingWindows(events: readonly Row[], windows: Windows): EventInWindow[] {
  return createSlidingWindows(events, { ...windows, slideMs: windows.sizeMs });
}

function createSlidingWindows(
  events: readonly Row[],
  { timeColumn, sizeMs: lengthMs, slideMs }: Windows,
): EventInWindow[] {
  return events.flatMap((event) => {
    const latest = Math.floor(Number(findValue(event, timeColumn)) / slideMs) * slideMs;
    return Array.from({ length: lengthMs / slideMs }, (_, n) => ({ event, start: latest - n * slideMs, lengthMs }));
  });
}

function createSessions(events: readonly Row[], { timeColumn, keys, sizeMs }: Windows): EventInWindow[] {
  const getTime = (event: Row) => Number(findValue(event, timeColumn));
  const getKey = (event: Row) => JSON.stringify(keys.map((key) => findValue(event, key)));
  const sessions = new Map<string, Row[][]>();
  for (const event of [...events].sort((a, b) => getTime(a) - getTime(b))) {
    const earlier = sessions.get(getKey(event)) ?? [];
    const last = earlier.at(-1)?.at(-1);
    // As in Flink, an event that comes exactly after the gap still belongs to the session.
    if (last !== undefined && getTime(event) - getTime(last) <= sizeMs) earlier.at(-1)?.push(event);
    else sessions.set(getKey(event), [...earlier, [event]]);
  }
  return [...sessions.values()].flat().flatMap((session) => {
    const [start = 0, end = 0] = [session.at(0), session.at(-1)].map((event) => event && getTime(event));
    return session.map((event) => ({ event, start, lengthMs: end - start + sizeMs }));
  });
}

/** @throws SqlParseError if the row has no such column */
export function findValue(row: Row, column: string | undefined): Value {
  const value = Object.entries(row).find(([name]) => name === column)?.[1];
  if (value === undefined) throw new SqlParseError(`the table has no column ${column}`);
  return value;
}
