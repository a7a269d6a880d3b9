import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { showTable } from "../display/show-table";
import { describeLearner, drawLearnerSeed, drawLearnerVariant, type Variant } from "../exercises/draw-variant";
import { sql, type Sql } from "../flink/sql";
import { between, pick, seededRandom, type Random } from "../generators/random";

const TASK = "03-data-collection.flink-sessions";
const CHOICES = { gapMinutes: [15, 20, 25, 35, 45, 30] } as const;

/** The gap after which a learner's sessions end: their name decides which of 6. */
export const drawSessionTask = (student: unknown): Variant<typeof CHOICES> =>
  drawLearnerVariant(TASK, student, CHOICES);

/** A click in a shop, with the names of AWS's blog on clickstream sessions. */
export interface Click {
  readonly user_id: string;
  readonly device_id: string;
  readonly client_event: string;
  /** In ISO 8601, without a time zone. */
  readonly client_timestamp: string;
}

const MINUTE_MS = 60_000;
const EVENTS = ["products", "product-detail", "cart", "checkout"] as const;

/** A pause between two clicks of a visitor: seconds, just below the gap, or just above it. */
const PAUSES = {
  short: (random: Random) => between(random, 10, 50) * 1000,
  below: (random: Random, gapMs: number) => gapMs - between(random, 65, 115) * 1000,
  above: (random: Random, gapMs: number) => gapMs + between(random, 65, 115) * 1000,
} as const;

interface Visitor {
  readonly user_id: string;
  readonly device_id: string;
  /** When the first click comes, in gaps. */
  readonly start: number;
  readonly pauses: readonly (keyof typeof PAUSES)[];
}

/** While ana's phone rests, she clicks on her laptop; and ben clicks between hers. */
const VISITORS: readonly Visitor[] = [
  { user_id: "ana", device_id: "phone", start: 0, pauses: ["short", "below", "short", "above", "short"] },
  { user_id: "ana", device_id: "laptop", start: 0.4, pauses: ["short", "above", "below"] },
  { user_id: "ben", device_id: "phone", start: 0.2, pauses: ["below", "short", "above"] },
];

/**
 * A few clicks in the order of their times. With a longer gap, sessions grow together, and with a shorter one they fall apart.
 *
 * @param gapMinutes how long a visitor rests before their session is over: at least 10
 */
export function createClicks({ seed, gapMinutes }: { seed: number; gapMinutes: number }): Click[] {
  const random = seededRandom(seed);
  const gapMs = gapMinutes * MINUTE_MS;
  const clicks = VISITORS.flatMap(({ user_id, device_id, start, pauses }) => {
    let atMs = Date.UTC(2030, 0, 1, 9, 7) + start * gapMs + between(random, 0, 50) * 1000;
    const times = [atMs, ...pauses.map((pause) => (atMs += PAUSES[pause](random, gapMs)))];
    return times.map((time) => ({
      user_id,
      device_id,
      client_event: pick(random, EVENTS),
      client_timestamp: new Date(time).toISOString().slice(0, 19),
    }));
  });
  return clicks.sort((a, b) => (a.client_timestamp < b.client_timestamp ? -1 : 1));
}

/** The clicks of a learner: each sees others. */
const createLearnerClicks = (student: unknown): Click[] =>
  createClicks({ seed: drawLearnerSeed(TASK, student), ...drawSessionTask(student) });

/** Groups clicks by visitor: a user on one of their devices. */
function groupByVisitor(clicks: readonly Click[]): Click[][] {
  const visitors = new Map<string, Click[]>();
  for (const click of clicks) {
    const key = JSON.stringify([click.user_id, click.device_id]);
    visitors.set(key, [...(visitors.get(key) ?? []), click]);
  }
  return [...visitors.values()];
}

const pauseMs = (click: Click, earlier: Click | undefined): number =>
  earlier === undefined
    ? Infinity
    : Date.parse(`${click.client_timestamp}Z`) - Date.parse(`${earlier.client_timestamp}Z`);

/** Shows a learner's gap and their clicks, visitor by visitor, each with the time since the one before. */
export function showClicks(student: string): void {
  const { gapMinutes } = drawSessionTask(student);
  const rows = groupByVisitor(createLearnerClicks(student)).flatMap((clicks) =>
    clicks.map((click, at) => ({
      ...click,
      "minutes since the last click": at === 0 ? "" : (pauseMs(click, clicks[at - 1]) / MINUTE_MS).toFixed(1),
    })),
  );
  showTable(rows, {
    title: `Clicks for ${describeLearner(student)}: a session ends after ${gapMinutes} minutes without a click`,
    limit: rows.length,
  });
}

/** Shows the sessions in a learner's clicks, found without SQL. */
export function showSessions(student: string): void {
  const { gapMinutes } = drawSessionTask(student);
  const sessions: Click[][] = [];
  for (const clicks of groupByVisitor(createLearnerClicks(student)))
    for (const [at, click] of clicks.entries())
      if (pauseMs(click, clicks[at - 1]) <= gapMinutes * MINUTE_MS) sessions.at(-1)?.push(click);
      else sessions.push([click]);
  const rows = sessions.map((clicks) => ({
    user_id: clicks[0]?.user_id,
    device_id: clicks[0]?.device_id,
    events: clicks.length,
    begin_session: clicks[0]?.client_timestamp,
    end_session: clicks.at(-1)?.client_timestamp,
  }));
  showTable(rows, { title: `The sessions for ${describeLearner(student)}, found in TypeScript` });
}

/** Writes a learner's clicks into a file. @returns the statement that lets Flink read it */
export function storeClicks(student: string): Sql {
  const path = join(mkdtempSync(join(tmpdir(), "clicks-")), "clicks.json");
  writeFileSync(
    path,
    createLearnerClicks(student)
      .map((click) => `${JSON.stringify(click)}\n`)
      .join(""),
  );
  return createClicksTable(pathToFileURL(path).href);
}

/** The statement that lets Flink read clicks in a file, one on each line. The file ends, so the last sessions end, too. */
export const createClicksTable = (file: string): Sql => sql`
CREATE TABLE clicks (
  user_id STRING,
  device_id STRING,
  client_event STRING,
  client_timestamp TIMESTAMP(3),
  WATERMARK FOR client_timestamp AS client_timestamp - INTERVAL '5' SECOND
) WITH (
  'connector' = 'filesystem',
  'path' = ${file},
  'format' = 'json',
  'json.timestamp-format.standard' = 'ISO-8601'
)`;
