import { AwsFault } from "../../../core/faults";
import type { Services } from "../../framework/services";
import type { RecordStatus } from "../model/delivery/record-status";
import { parsePosition } from "./record-id";
import type { StreamDelivery } from "../model/delivery/stream-delivery";

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
