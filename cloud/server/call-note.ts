import type { HttpReply } from "../core/http";
import type { AwsFault } from "../core/faults";
import { EncodedValue, type Journal, type JournalRecord } from "../core/journal";
import type { SentValues } from "../protocols/protocol";
import type { WriteTotal } from "../core/session-writes";

/** The parts of a journal entry that do not depend on the call's outcome. */
type CallRecord = Omit<JournalRecord, "outcome" | "output" | "origin">;

/** A call's values as they were sent, and the functions that decode them. */
export interface SentCall {
  readonly body: Uint8Array | undefined;
  /** Undefined where the protocol cannot decode them again. */
  readonly values: SentValues | undefined;
}

/**
 * The journal's entry of a call that is being answered. Short values are stored as they were sent, which costs least.
 */
export class CallJournalEntry {
  readonly #journal: Journal;
  readonly #call: CallRecord;
  readonly #sent: SentCall;

  constructor(journal: Journal, call: CallRecord, sent: SentCall) {
    this.#journal = journal;
    this.#call = call;
    this.#sent = sent;
  }

  noteAnswer(output: unknown, { body }: HttpReply): void {
    this.#add("ok", toSentText(output, typeof body === "string" ? body : undefined, this.#sent.values?.readOutput));
  }

  noteFailure({ code, message, status }: AwsFault): void {
    this.#add({ code, message, status }, undefined);
  }

  #add(outcome: JournalRecord["outcome"], output: unknown): void {
    const { at, service, operation, caller } = this.#call;
    const { body, values } = this.#sent;
    const input = toSentText(this.#call.input, body, values?.readInput);
    this.#journal.add({ at, service, operation, input, outcome, output, caller, origin: "client" });
  }
}

/** The value as the short text that was sent, if that can be decoded again; otherwise the value itself. */
const toSentText = (
  value: unknown,
  text: EncodedValue["text"] | undefined,
  read: EncodedValue["read"] | undefined,
): unknown =>
  text !== undefined && read !== undefined && EncodedValue.canTake(text) ? new EncodedValue(text, read) : value;

type Values = Readonly<Record<string, unknown>>;
type Reader = (input: Values, output: Values) => WriteTotal;

const parseName = (value: unknown): string => String(value).split(/[:/]/).at(-1) ?? "";
const getLength = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
/** How many records of a batch were accepted. */
const countAccepted = (records: unknown, failed: unknown): number => getLength(records) - Number(failed ?? 0);

const getStreamName = ({ StreamName, StreamARN }: Values): string => `kinesis/${parseName(StreamName ?? StreamARN)}`;
const getFirehosePosition = ({ DeliveryStreamName }: Values): string => `firehose/${String(DeliveryStreamName)}`;
const getQueueName = ({ QueueUrl }: Values): string => `sqs/${parseName(QueueUrl)}`;
const getBucketPosition = ({ Bucket }: Values): string => `s3/${String(Bucket)}`;

/** The operations that write data, by service and name. */
const WRITES: Readonly<Record<string, Reader>> = {
  "kinesis PutRecord": (input) => ({ place: getStreamName(input), count: 1 }),
  "kinesis PutRecords": (input, output) => ({
    place: getStreamName(input),
    count: countAccepted(input["Records"], output["FailedRecordCount"]),
  }),
  "firehose PutRecord": (input) => ({ place: getFirehosePosition(input), count: 1 }),
  "firehose PutRecordBatch": (input, output) => ({
    place: getFirehosePosition(input),
    count: countAccepted(input["Records"], output["FailedPutCount"]),
  }),
  "sqs SendMessage": (input) => ({ place: getQueueName(input), count: 1 }),
  "sqs SendMessageBatch": (input, output) => ({ place: getQueueName(input), count: getLength(output["Successful"]) }),
  "s3 PutObject": (input) => ({ place: getBucketPosition(input), count: 1 }),
  "s3 CopyObject": (input) => ({ place: getBucketPosition(input), count: 1 }),
  "s3 CompleteMultipartUpload": (input) => ({ place: getBucketPosition(input), count: 1 }),
};

interface AnsweredCall {
  readonly service: string;
  readonly operation: string;
  readonly input: Values;
  readonly output: unknown;
}

/** The place and number of a call's writes; undefined if its operation writes no data. */
export function countWrites({ service, operation, input, output }: AnsweredCall): WriteTotal | undefined {
  const read = WRITES[`${service} ${operation}`];
  return read?.(input, typeof output === "object" && output !== null ? { ...output } : {});
}
