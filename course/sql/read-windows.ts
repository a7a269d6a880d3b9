import type { Row } from "./read-expression";
import { readInterval } from "./read-interval";
import { SqlParseError, type SqlReader } from "./read-sql";

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
  /** The columns whose values have sessions of their own. */
  readonly keys: readonly string[];
  /** The events with the bounds of their window, in ms. Of sliding windows, each event has several. */
  readonly assign: (events: readonly Row[]) => readonly Row[];
}

/** How many sliding windows an event may be in: the check creates them all. */
const MAX_WINDOWS = 1000;

/** Such as `tumbling windows of 1.5 minutes over events, by time`. */
export const describeWindows = ({ kind, sizeMs, table, timeColumn }: Windows): string =>
  `${KINDS[kind].says} ${sizeMs / 60_000} minutes over ${table}, by ${timeColumn}`;

/** Parses what is between `TABLE(` and its `)`, with or without names of the arguments. */
export function readWindows(reader: SqlReader): Windows {
  const kind = (Object.keys(KINDS) as (keyof typeof KINDS)[]).find((word) => reader.consume(word));
  if (kind === undefined) throw new SqlParseError(`TUMBLE, HOP or SESSION is expected, not ${reader.next?.text}`);
  const { sizes, create } = KINDS[kind];
  reader.expect("(");
  const isNamed = reader.consume("DATA");
  const expectNamed = (name: string) => reader.expect(...(isNamed ? [name, "=", ">"] : []));
  reader.expect(...(isNamed ? ["=", ">"] : []), "TABLE");
  const table = reader.parseName();
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
  reader.expect(")");
  const sizeMs = intervals.at(-1) ?? 0;
  const [slideMs = sizeMs] = intervals;
  if (intervals.includes(0)) throw new SqlParseError("an interval of windows is longer than 0");
  const windowsOfEvent = sizeMs / slideMs;
  if (!Number.isInteger(windowsOfEvent)) throw new SqlParseError("the size of a window isn't a multiple of its slide");
  if (windowsOfEvent > MAX_WINDOWS) throw new SqlParseError("each event is in too many windows");
  const columns = { timeColumn, keys };
  return { kind, table, ...columns, sizeMs, assign: (events) => create(events, { ...columns, sizeMs, slideMs }) };
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

interface Settings extends Pick<Windows, "timeColumn" | "keys" | "sizeMs"> {
  readonly slideMs: number;
}

function createTumblingWindows(events: readonly Row[], settings: Settings): Row[] {
  return createSlidingWindows(events, { ...settings, slideMs: settings.sizeMs });
}

function createSlidingWindows(events: readonly Row[], { timeColumn, sizeMs, slideMs }: Settings): Row[] {
  return events.flatMap((event) => {
    const latest = Math.floor(Number(findValue(event, timeColumn)) / slideMs) * slideMs;
    return Array.from({ length: sizeMs / slideMs }, (_, n) => addWindow(event, latest - n * slideMs, sizeMs));
  });
}

function createSessions(events: readonly Row[], { timeColumn, keys, sizeMs }: Settings): Row[] {
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
    return session.map((event) => addWindow(event, start, end - start + sizeMs));
  });
}

const addWindow = (event: Row, start: number, lengthMs: number): Row => ({
  ...event,
  window_start: start,
  window_end: start + lengthMs,
  window_time: start + lengthMs - 1,
});

/** @throws SqlParseError if the row has no such column */
export function findValue(row: Row, column: string | undefined): string | number {
  const value = Object.entries(row).find(([name]) => name === column)?.[1];
  if (value === undefined) throw new SqlParseError(`the table has no column ${column}`);
  return value;
}
