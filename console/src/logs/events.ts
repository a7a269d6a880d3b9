import { callAws } from "../aws";

interface LogGroup {
  readonly logGroupName: string;
  readonly storedBytes: number;
  /** ms since the epoch. */
  readonly creationTime: number;
  readonly retentionInDays?: number;
}

interface LogStream {
  readonly logStreamName: string;
  /** ms since the epoch; absent before the first event. */
  readonly firstEventTimestamp?: number;
  readonly lastEventTimestamp?: number;
}

export interface LogEvent {
  readonly eventId: string;
  /** ms since the epoch. */
  readonly timestamp: number;
  readonly message: string;
  readonly logStreamName: string;
}

/** The events to search for. */
interface Search {
  readonly group: string;
  /** By default all streams of the group. */
  readonly stream: string | undefined;
  /** AWS's filter pattern; empty for all. */
  readonly pattern: string;
  /** ms since the epoch. */
  readonly from: number;
}

interface Page {
  readonly nextToken?: string;
}

/** All pages of a listing of Logs, whose members begin with small letters. */
async function listAll<P extends Page>(operation: string, input: object): Promise<P[]> {
  const found: P[] = [];
  for (let nextToken: string | undefined = ""; nextToken !== undefined;) {
    const page: P = await callAws<P>("logs", operation, { ...input, ...(nextToken === "" ? {} : { nextToken }) });
    found.push(page);
    ({ nextToken } = page);
  }
  return found;
}

/** @throws AwsError */
export const listLogGroups = async (): Promise<LogGroup[]> =>
  (await listAll<Page & { logGroups: LogGroup[] }>("DescribeLogGroups", {})).flatMap((page) => page.logGroups);

/** The group's streams, those with the latest events first. @throws AwsError */
export const listLogStreams = async (logGroupName: string): Promise<LogStream[]> =>
  (await listAll<Page & { logStreams: LogStream[] }>("DescribeLogStreams", { logGroupName }))
    .flatMap((page) => page.logStreams)
    .sort((a, b) => (b.lastEventTimestamp ?? 0) - (a.lastEventTimestamp ?? 0));

/** How many events are kept in the page. */
const MAX_EVENTS = 20_000;
/** How far back each search goes again, in ms: an event may arrive after one with a later timestamp. */
const LATE_MS = 60_000;

/** The events that were found, oldest first. */
export interface SearchResult {
  readonly events: readonly LogEvent[];
  /** Whether more events were found than are kept. */
  readonly isCut: boolean;
}

/**
 * The events that match; after a first search, those before with the new ones.
 *
 * @param before the earlier result of the same search
 * @throws AwsError InvalidParameterException for an invalid pattern
 */
export async function search({ group, stream, pattern, from }: Search, before?: SearchResult): Promise<SearchResult> {
  const last = before?.events.at(-1)?.timestamp;
  const startTime = Math.max(from, last === undefined ? 0 : last - LATE_MS);
  const input = {
    logGroupName: group,
    startTime,
    ...(stream === undefined ? {} : { logStreamNames: [stream] }),
    ...(pattern.trim() === "" ? {} : { filterPattern: pattern }),
  };
  const found = (await listAll<Page & { events: LogEvent[] }>("FilterLogEvents", input)).flatMap((page) => page.events);
  const again = new Set(found.map(({ eventId }) => eventId));
  const events = [...(before?.events ?? []).filter(({ eventId }) => !again.has(eventId)), ...found].sort(
    (a, b) => a.timestamp - b.timestamp || (a.eventId < b.eventId ? -1 : 1),
  );
  return { events: events.slice(-MAX_EVENTS), isCut: before?.isCut === true || events.length > MAX_EVENTS };
}
