import type { Evidence } from "../../../grader/index";
import type { BrowsingSession } from "../../../src/generators/browsing-session";
import { INTERNATIONAL_DATA_STREAM, USA_DATA_STREAM } from "./constants";

/** A record that an ETL script has written. Its members may have any type, since the script is a learner's. */
export interface TransformedSession extends Partial<BrowsingSession> {
  readonly session_id: string;
  readonly processing_timestamp?: unknown;
  readonly overall_product_quantity?: unknown;
  readonly overall_in_shopping_cart?: unknown;
  readonly total_different_products?: unknown;
}

/** The sessions in the two destination streams, or in one of them. Records that aren't sessions are left out. */
export function readSessions(run: Evidence, stream?: string): TransformedSession[] {
  return listWritten(run, stream).flatMap(readSession);
}

/** The first record of a session. */
export function findSession(run: Evidence, session: string): TransformedSession | undefined {
  // Claims look up each session: only records that can be meant are parsed.
  return listWritten(run)
    .filter((data) => data.includes(session))
    .flatMap(readSession)
    .find(({ session_id }) => session_id === session);
}

function listWritten({ cloud }: Evidence, stream?: string): string[] {
  const streams = stream === undefined ? [USA_DATA_STREAM, INTERNATIONAL_DATA_STREAM] : [stream];
  return streams.flatMap((name) => cloud.findStream(name)?.records ?? []).map(({ data }) => data);
}

/**
 * Reads a point in time in any of the forms a learner may choose: ISO 8601, other texts that name a day and a time (in
 * UTC, if they name no zone), seconds or milliseconds since 1970.
 *
 * @returns ms since the epoch; NaN if the value isn't a time
 */
export function parseTime(value: unknown): number {
  if (typeof value === "number") return value > 1e11 ? value : value * 1000;
  if (typeof value !== "string") return NaN;
  if (/^\d+(\.\d+)?$/.test(value)) return parseTime(Number(value));
  const hasZone = /(Z|GMT|UTC|[+-]\d{2}:?\d{2})\b/i.test(value.replace(/^\d{4}-\d{2}-\d{2}/, ""));
  if (hasZone) return Date.parse(value);
  return Date.parse(value.includes("T") ? `${value}Z` : `${value} UTC`);
}

/** Whether a value is a point in time in ISO 8601, with `Z` or another zone: without a zone, each reader takes their own. */
export function isIsoTime(value: unknown): boolean {
  const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)$/;
  return typeof value === "string" && iso.test(value) && !Number.isNaN(parseTime(value));
}

function readSession(data: string): TransformedSession[] {
  try {
    const session: unknown = JSON.parse(data);
    const isSession =
      typeof session === "object" &&
      session !== null &&
      "session_id" in session &&
      typeof session.session_id === "string";
    return isSession ? [session as TransformedSession] : [];
  } catch {
    return [];
  }
}

/** The streams and buckets that hold a text, in words for the learner. */
export function describeLocation({ cloud }: Evidence, text: string): string {
  const streams = cloud.streams.filter(
    ({ name, records }) =>
      name.includes("-data-stream") &&
      name !== "de-c2w2lab1-kinesis-data-stream" &&
      records.some(({ data }) => data.includes(text)),
  );
  const objects = cloud.buckets.flatMap(({ name, objects: all }) =>
    all.filter(({ body }) => body.includes(text)).map(({ key }) => `${name}/${key.split("/")[0] ?? ""}/`),
  );
  const paths = [...streams.map(({ name }) => name), ...objects];
  return paths.length === 0 ? "it is nowhere" : `it is in ${paths.join(" and ")}`;
}
