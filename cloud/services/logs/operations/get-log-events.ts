import { GetLogEvents$, type GetLogEventsRequest, type GetLogEventsResponse } from "@aws-sdk/client-cloudwatch-logs";
import { optional, refused, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { boolean } from "../../../core/rules";
import { operation } from "../../operation";
import { compareKeys, FIRST_KEY, formatKeyDigits, parseKey, type EventKey } from "../event-key";
import type { EventEntry } from "../event-log";
import { createInvalidTokenFault } from "../faults";
import { eventsLimit, logGroupIdentifier, logGroupName, logStreamName, moment, nextToken } from "../fields";
import { getGroupName } from "../names";
import { limitTo1MiB } from "../within-size";

const members = {
  logGroupName: optional(logGroupName),
  logGroupIdentifier: optional(logGroupIdentifier),
  logStreamName: required(logStreamName),
  startTime: optional(moment),
  endTime: optional(moment),
  nextToken: optional(nextToken),
  limit: optional(eventsLimit),
  startFromHead: optional(boolean()),
  unmask: refused(),
} satisfies Members<GetLogEventsRequest>;

export const getLogEvents = operation(GetLogEvents$, members, ({ logs }, request): Reply<GetLogEventsResponse> => {
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
});

interface PageRequest {
  readonly token: string | undefined;
  readonly limit: number;
  readonly startFromHead: boolean;
}

/**
 * A page and the keys around it. At either end the token is the one that the client sent, by which the client
 * recognizes the end.
 */
function createPage(
  all: readonly EventEntry[],
  { token, limit, startFromHead }: PageRequest,
): { entries: readonly EventEntry[]; before: EventKey; after: EventKey } {
  const [, direction, digits] = /^([fb])\/(\d+)\/s$/.exec(token ?? "") ?? [];
  if (token !== undefined && digits === undefined) throw createInvalidTokenFault();
  const key = digits === undefined ? undefined : parseKey(digits);
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
