import { AwsFault } from "../../../core/faults";
import type { Services } from "../../framework/services";
import type { RecordStatus } from "../model/delivery/record-status";
import type { StreamDelivery } from "../model/delivery/stream-delivery";
import { createHash } from "node:crypto";
import { getItemAt } from "../../../../foundation/item-at";

const ID_BYTES = 48;
const streamKeys = new Map<string, Int32Array>();
/** The id that is being made, as words and as bytes. Reused, since millions of ids are made. */
const words = new Int32Array(ID_BYTES / 4);
const wordBytes = Buffer.from(words.buffer);

/** The stream's key, which its record ids are combined with. */
function deriveKey(streamId: string): Int32Array {
  const known = streamKeys.get(streamId);
  if (known !== undefined) return known;
  const digest = createHash("sha384").update(streamId).digest();
  const key = Int32Array.from({ length: ID_BYTES / 4 }, (_, at) => digest.readInt32LE(at * 4));
  streamKeys.set(streamId, key);
  return key;
}

/**
 * The id that a put answers for a record: opaque to clients, as AWS's is, but it encodes the record's position.
 *
 * @param streamId of the delivery stream
 * @param position of the record in the stream's write-ahead log
 */
export function createRecordId(streamId: string, position: number): string {
  const key = deriveKey(streamId);
  const low = position % 2 ** 32;
  words[0] = getItemAt(key, 0) ^ low;
  words[1] = getItemAt(key, 1) ^ Math.floor(position / 2 ** 32);
  // So that ids of neighboring records do not look alike, every further word depends on the position too.
  let mixed = low;
  for (let at = 2; at < ID_BYTES / 4; at++) {
    mixed = Math.imul(mixed ^ (mixed >>> 15) ^ at, 0x9e37_79b1);
    const word = key[at];
    if (word === undefined) throw new RangeError("A key is as long as an id.");
    words[at] = word ^ mixed ^ (mixed >>> 13);
  }
  return wordBytes.toString("base64");
}

/** @returns the record's position, or undefined if the id is not one of this stream's */
export function parsePosition(streamId: string, recordId: string): number | undefined {
  const bytes = Buffer.from(recordId, "base64");
  if (bytes.byteLength !== ID_BYTES) return undefined;
  const key = deriveKey(streamId);
  const low = (bytes.readInt32LE(0) ^ getItemAt(key, 0)) >>> 0;
  const high = (bytes.readInt32LE(4) ^ getItemAt(key, 1)) >>> 0;
  const position = high * 2 ** 32 + low;
  return Number.isSafeInteger(position) && createRecordId(streamId, position) === recordId ? position : undefined;
}

/** The answer of a lookup. */
interface RecordLookup {
  readonly stream: string;
  readonly record: string;
  /**
   * Empty if this stream never had the record, or no longer remembers it: only the last few megabytes of outcomes are
   * kept.
   */
  readonly places: readonly RecordStatus[];
}

/**
 * Where a record is now.
 *
 * @param query `stream`: the delivery stream's name; `record`: the id that a put answered, or a Kinesis sequence number
 * @throws AwsFault ResourceNotFoundException for a stream that is not ACTIVE, ValidationError for a query without both
 */
export function recordLookup({ firehose }: Services, query: URLSearchParams): RecordLookup {
  const [stream, record] = [query.get("stream") ?? "", query.get("record") ?? ""];
  if (stream === "" || record === "")
    throw new AwsFault("ValidationError", "Ask with ?stream=<delivery stream>&record=<record id or sequence number>.");
  const { delivery } = firehose.requireActive(stream);
  const position = parsePosition(firehose.requireStream(stream).id, record) ?? delivery.findPosition(record);
  return { stream, record, places: position === undefined ? [] : delivery.getRecordStatus(position) };
}

/**
 * The records that have not been delivered yet, buffer by buffer.
 * @param query `stream`: the delivery stream's name
 * @throws AwsFault ResourceNotFoundException for a stream that is not ACTIVE, ValidationError for a question without a name
 */
export function lookUpBuffers(
  { firehose }: Services,
  query: URLSearchParams,
): ReturnType<StreamDelivery["listPending"]> {
  const stream = query.get("stream") ?? "";
  if (stream === "") throw new AwsFault("ValidationError", "Ask with ?stream=<delivery stream>.");
  return firehose.requireActive(stream).delivery.listPending();
}
