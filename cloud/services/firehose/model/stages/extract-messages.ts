import { isTooDeep } from "../../../../protocols/bodies";
import type { DestinationSettings } from "../destination/settings";
import { type Failure, type Item, type Stage, formatErrorLine } from "./stage";

/** AWS's code is not known. */
const CODE = "CloudWatchLogProcessing.Failed";
const NO_MESSAGES = "The record is not a message of CloudWatch Logs with log events.";

/**
 * The maximum number of messages of a record: CloudWatch Logs accepts no more events in one call, and sends a call's events
 * together.
 */
const MAX_MESSAGES = 10_000;
/** The maximum number of messages of a batch: as many events, each with an id and a time, as fit into its unzipped bytes. */
const MAX_OF_A_BATCH = 600_000;

/**
 * Replaces a record of CloudWatch Logs by its messages. Each becomes its own record, ended by a line feed or by
 * the destination's delimiter.
 *
 * @remarks AWS shows one message a line, and does not say what happens to the control messages that Logs tests a
 * destination with; here they are dropped, since they contain no data.
 * @see https://docs.aws.amazon.com/firehose/latest/dev/Message_extraction.html
 */
export function extractMessages({
  processors: { extractsMessages, delimiter },
}: DestinationSettings): Stage | undefined {
  if (!extractsMessages) return undefined;
  return {
    name: "extract messages",
    run(items, at) {
      const passed: Item[] = [];
      const failures: Failure[] = [];
      for (const item of items) {
        const messages = parseMessages(item.data, Math.min(MAX_MESSAGES, MAX_OF_A_BATCH - passed.length));
        if (messages === undefined) failures.push(createFailure(item, at));
        else
          for (const message of messages)
            passed.push({ ...item, data: Buffer.from(delimiter === undefined ? toLine(message) : message) });
      }
      return { items: passed, failures };
    },
  };
}

/** Messages that a Lambda function printed already end with a line feed. */
const toLine = (message: string): string => (message.endsWith("\n") ? message : `${message}\n`);

/** @returns undefined if the record holds no messages, or more than `most` */
function parseMessages(data: Uint8Array, max: number): readonly string[] | undefined {
  const { messageType, logEvents } = parseEnvelope(data) ?? {};
  if (messageType === "CONTROL_MESSAGE") return [];
  if (!Array.isArray(logEvents) || logEvents.length > max) return undefined;
  const messages = logEvents.map((event: unknown) => (isObject(event) ? event["message"] : undefined));
  return messages.every((message) => typeof message === "string") ? messages : undefined;
}

function parseEnvelope(data: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const text = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString();
    if (isTooDeep(text)) return undefined;
    const read: unknown = JSON.parse(text);
    return isObject(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const createFailure = (item: Item, at: number): Failure => ({
  item,
  type: "processing-failed",
  reason: { code: CODE, message: NO_MESSAGES },
  line: formatErrorLine(item, { errorCode: CODE, errorMessage: NO_MESSAGES, attemptEndingTimestamp: at }),
});
