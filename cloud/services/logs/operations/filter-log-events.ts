import {
  FilterLogEvents$,
  type FilterLogEventsRequest,
  type FilterLogEventsResponse,
} from "@aws-sdk/client-cloudwatch-logs";
import { optional, refused, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { boolean, list, string } from "../../../core/rules";
import { operation } from "../../operation";
import { compareKeys, formatKeyDigits, parseKey } from "../event-key";
import type { EventEntry } from "../event-log";
import { createNamesWithPrefixFault } from "../faults";
import { eventsLimit, logGroupIdentifier, logGroupName, logStreamName, moment, nextToken } from "../fields";
import { filterPattern } from "../filter-pattern";
import type { LogGroup, LogGroups, LogStream } from "../log-groups";
import { getGroupName } from "../names";
import { limitTo1MiB } from "../within-size";

const members = {
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
} satisfies Members<FilterLogEventsRequest>;

export const filterLogEvents = operation(
  FilterLogEvents$,
  members,
  ({ logs }, request): Reply<FilterLogEventsResponse> => {
    const { startTime = 0, endTime = Infinity, limit = 10_000 } = request;
    const group = logs.requireGroup(getGroupName(request));
    const streams = selectStreams(logs, group, request);
    const behind = request.nextToken === undefined ? undefined : parseKey(request.nextToken);
    const wanted = filterPattern(request.filterPattern ?? "");
    const matching = streams
      .flatMap((stream) => logs.listEntries(group, stream))
      .filter(
        (entry) =>
          entry.at >= startTime && entry.at < endTime && (behind === undefined || compareKeys(entry, behind) > 0),
      )
      .sort(compareKeys)
      .filter((entry) => wanted(logs.readMessage(group, entry)));
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
