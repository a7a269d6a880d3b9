import {
  PutLogEvents$,
  type InputLogEvent,
  type PutLogEventsRequest,
  type PutLogEventsResponse,
} from "@aws-sdk/client-cloudwatch-logs";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { list, string } from "../../../core/rules";
import { operation } from "../../operation";
import * as faults from "../faults";
import { logGroupName, logStreamName, moment } from "../fields";

const members = {
  logGroupName: required(logGroupName),
  logStreamName: required(logStreamName),
  logEvents: required(
    list(
      structure({
        timestamp: required(moment),
        message: required(string({ length: { min: 1 } })),
      } satisfies Members<InputLogEvent>),
      { min: 1, max: 10_000 },
    ),
  ),
  // AWS accepts any token, and ignores it.
  sequenceToken: optional(string({ length: { min: 1 } })),
  entity: refused(),
} satisfies Members<PutLogEventsRequest>;

interface Event {
  readonly timestamp: number;
  readonly message: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const OLDEST_MS = 14 * DAY_MS;
const NEWEST_MS = 2 * HOUR_MS;
const LARGEST_BYTES = 1024 * 1024;
/** Bytes that AWS counts for each event besides its message. */
const EVENT_BYTES = 26;

export const putLogEvents = operation(PutLogEvents$, members, ({ logs, now }, request): Reply<PutLogEventsResponse> => {
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
});

function checkBatch(events: readonly Event[]): void {
  const bytes = events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + EVENT_BYTES, 0);
  if (bytes > LARGEST_BYTES) throw faults.createEventsTooLargeFault(bytes);
  const isInOrder = events.every(({ timestamp }, index) => timestamp >= (events[index - 1]?.timestamp ?? 0));
  if (!isInOrder) throw faults.createEventsNotInOrderFault();
  if ((events.at(-1)?.timestamp ?? 0) - (events[0]?.timestamp ?? 0) > DAY_MS)
    throw faults.createEventsSpanTooLongFault();
}
