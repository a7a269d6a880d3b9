import * as faults from "../model/faults";
import { createInvalidTokenFault, createNamesWithPrefixFault } from "../model/faults";
import { PutLogEvents$, GetLogEvents$, FilterLogEvents$ } from "@aws-sdk/client-cloudwatch-logs";
import type * as sdk from "@aws-sdk/client-cloudwatch-logs";
import { optional, refused, required, structure, type Members, type Reply } from "../../../core/members";
import { list, string, boolean } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { compareKeys, FIRST_KEY, formatKeyDigits, parseKey, type EventKey, type EventEntry } from "../store/event-log";
import { logGroupName, logStreamName, moment, eventsLimit, logGroupIdentifier, nextToken } from "../model/fields";
import { filterPattern } from "../model/patterns/filter-pattern";
import type { LogGroup, LogGroups, LogStream } from "../model/log-groups";
import { getGroupName } from "./names";
import { getItemAt } from "../../../../foundation/item-at";

const LARGEST_ANSWER_BYTES = 1024 * 1024;

/** As many entries, from the first on, as fit into one answer of AWS (1 MiB); at least one. */
function limitTo1MiB(entries: readonly EventEntry[]): readonly EventEntry[] {
  let bytes = 0;
  const end = entries.findIndex(({ messageBytes }, index) => {
    bytes += messageBytes;
    return index > 0 && bytes > LARGEST_ANSWER_BYTES;
  });
  return end === -1 ? entries : entries.slice(0, end);
}

const putLogEventsMembers = {
  logGroupName: required(logGroupName),
  logStreamName: required(logStreamName),
  logEvents: required(
    list(
      structure({
        timestamp: required(moment),
        message: required(string({ length: { min: 1 } })),
      } satisfies Members<sdk.InputLogEvent>),
      { min: 1, max: 10_000 },
    ),
  ),
  // AWS accepts any token, and ignores it.
  sequenceToken: optional(string({ length: { min: 1 } })),
  entity: refused(),
} satisfies Members<sdk.PutLogEventsRequest>;

interface Event {
  readonly timestamp: number;
  readonly message: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const OLDEST_MS = 14 * DAY_MS;
const NEWEST_MS = 2 * HOUR_MS;
const LARGEST_BYTES = 1024 * 1024;
/** Bytes that AWS counts for each event in addition to its message. */
const EVENT_BYTES = 26;

export const putLogEvents = operation(
  PutLogEvents$,
  putLogEventsMembers,
  ({ logs, now }, request): Reply<sdk.PutLogEventsResponse> => {
    const group = logs.requireGroup(request.logGroupName);
    const stream = logs.requireStream(group, request.logStreamName);
    const events = request.logEvents;
    checkBatch(events);
    const retentionMs = (group.retentionDays ?? Infinity) * DAY_MS;
    const getAge = ({ timestamp }: Event): number => now() - timestamp;
    const expired = events.filter((event) => getAge(event) > retentionMs).length;
    const tooOld = events.filter((event) => getAge(event) > OLDEST_MS).length;
    const tooNew = events.findIndex((event) => -getAge(event) > NEWEST_MS);
    const accepted = events.slice(Math.max(expired, tooOld), tooNew === -1 ? undefined : tooNew);
    if (accepted.length > 0)
      logs.append(
        group,
        stream,
        accepted.map(({ timestamp, message }) => ({ at: timestamp, message })),
      );
    const rejectedLogEventsInfo = {
      ...(tooNew === -1 ? {} : { tooNewLogEventStartIndex: tooNew }),
      ...(tooOld === 0 ? {} : { tooOldLogEventEndIndex: tooOld }),
      ...(expired === 0 ? {} : { expiredLogEventEndIndex: expired }),
    };
    return {
      nextSequenceToken: logs.createSequenceToken(),
      ...(accepted.length === events.length ? {} : { rejectedLogEventsInfo }),
    };
  },
);

function checkBatch(events: readonly Event[]): void {
  const bytes = events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + EVENT_BYTES, 0);
  if (bytes > LARGEST_BYTES) throw faults.createEventsTooLargeFault(bytes);
  const isInOrder = events.every(
    ({ timestamp }, index) => timestamp >= (index === 0 ? 0 : getItemAt(events, index - 1).timestamp),
  );
  if (!isInOrder) throw faults.createEventsNotInOrderFault();
  if ((events.at(-1)?.timestamp ?? 0) - (events[0]?.timestamp ?? 0) > DAY_MS)
    throw faults.createEventsSpanTooLongFault();
}

const getLogEventsMembers = {
  logGroupName: optional(logGroupName),
  logGroupIdentifier: optional(logGroupIdentifier),
  logStreamName: required(logStreamName),
  startTime: optional(moment),
  endTime: optional(moment),
  nextToken: optional(nextToken),
  limit: optional(eventsLimit),
  startFromHead: optional(boolean()),
  unmask: refused(),
} satisfies Members<sdk.GetLogEventsRequest>;

export const getLogEvents = operation(
  GetLogEvents$,
  getLogEventsMembers,
  ({ logs }, request): Reply<sdk.GetLogEventsResponse> => {
    const { startTime = 0, endTime = Infinity, limit = 10_000, startFromHead = false } = request;
    const group = logs.requireGroup(getGroupName(request));
    const stream = logs.requireStream(group, request.logStreamName);
    const inTime = logs.listEntries(group, stream).filter(({ at }) => at >= startTime && at < endTime);
    const { entries, before, after } = createPage(inTime, { token: request.nextToken, limit, startFromHead });
    return {
      events: entries.map((entry) => ({
        timestamp: entry.at,
        message: logs.readMessage(group, entry),
        ingestionTime: entry.ingestedAt,
      })),
      nextForwardToken: `f/${formatKeyDigits(after)}/s`,
      nextBackwardToken: `b/${formatKeyDigits(before)}/s`,
    };
  },
);

/** The key in a token. @throws AwsFault InvalidParameterException */
function requireKey(digits: string): EventKey {
  const key = parseKey(digits);
  if (key === undefined) throw createInvalidTokenFault();
  return key;
}

interface PageRequest {
  readonly token: string | undefined;
  readonly limit: number;
  readonly startFromHead: boolean;
}

/**
 * A page and the keys around it. At either end, the token is the one that the client sent; that is how the
 * client recognizes the end.
 */
function createPage(
  all: readonly EventEntry[],
  { token, limit, startFromHead }: PageRequest,
): { entries: readonly EventEntry[]; before: EventKey; after: EventKey } {
  const [, direction, digits] = /^([fb])\/(\d+)\/s$/.exec(token ?? "") ?? [];
  if (token !== undefined && digits === undefined) throw createInvalidTokenFault();
  const key = digits === undefined ? undefined : requireKey(digits);
  const isForward = direction === undefined ? startFromHead : direction === "f";
  const left =
    key === undefined
      ? all
      : all.filter((entry) => (isForward ? compareKeys(entry, key) > 0 : compareKeys(entry, key) < 0));
  const entries = isForward
    ? limitTo1MiB(left.slice(0, limit))
    : [...limitTo1MiB(left.slice(-limit).reverse())].reverse();
  const edge = key ?? FIRST_KEY;
  return { entries, before: entries[0] ?? edge, after: entries.at(-1) ?? edge };
}

const filterLogEventsMembers = {
  logGroupName: optional(logGroupName),
  logGroupIdentifier: optional(logGroupIdentifier),
  logStreamNames: optional(list(logStreamName, { min: 1, max: 100 })),
  logStreamNamePrefix: optional(logStreamName),
  startTime: optional(moment),
  endTime: optional(moment),
  filterPattern: optional(string({ length: { max: 1024 } })),
  nextToken: optional(nextToken),
  limit: optional(eventsLimit),
  startFromHead: refused(),
  // Ignored: AWS always interleaves.
  interleaved: optional(boolean()),
  unmask: refused(),
} satisfies Members<sdk.FilterLogEventsRequest>;

export const filterLogEvents = operation(
  FilterLogEvents$,
  filterLogEventsMembers,
  ({ logs }, request): Reply<sdk.FilterLogEventsResponse> => {
    const { startTime = 0, endTime = Infinity, limit = 10_000 } = request;
    const group = logs.requireGroup(getGroupName(request));
    const streams = selectStreams(logs, group, request);
    const behind = request.nextToken === undefined ? undefined : requireKey(request.nextToken);
    const selected = filterPattern(request.filterPattern ?? "");
    const matching = streams
      .flatMap((stream) => logs.listEntries(group, stream))
      .filter(
        (entry) =>
          entry.at >= startTime && entry.at < endTime && (behind === undefined || compareKeys(entry, behind) > 0),
      )
      .sort(compareKeys)
      .filter((entry) => selected(logs.readMessage(group, entry)));
    const entries = limitTo1MiB(matching.slice(0, limit));
    const last = entries.at(-1);
    return {
      events: entries.map((entry) => ({
        ...describeItem(entry, logs.readMessage(group, entry)),
        logStreamName: streams.find(({ id }) => id === entry.stream)?.name,
      })),
      searchedLogStreams: [],
      ...(last !== undefined && entries.length < matching.length ? { nextToken: formatKeyDigits(last) } : {}),
    };
  },
);

/** @throws AwsFault ResourceNotFoundException if a named stream does not exist */
function selectStreams(
  logs: LogGroups,
  group: LogGroup,
  request: {
    readonly logStreamNames?: readonly string[] | undefined;
    readonly logStreamNamePrefix?: string | undefined;
  },
): readonly LogStream[] {
  const { logStreamNames, logStreamNamePrefix = "" } = request;
  if (logStreamNames !== undefined && logStreamNamePrefix !== "") throw createNamesWithPrefixFault();
  if (logStreamNames !== undefined) return logStreamNames.map((name) => logs.requireStream(group, name));
  return logs.listStreams(group).filter(({ name }) => name.startsWith(logStreamNamePrefix));
}

const describeItem = (
  entry: EventEntry,
  message: string,
): { timestamp: number; message: string; ingestionTime: number; eventId: string } => ({
  timestamp: entry.at,
  message,
  ingestionTime: entry.ingestedAt,
  eventId: formatKeyDigits(entry),
});
