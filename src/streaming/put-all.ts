import { PutRecordsCommand, type KinesisClient, type PutRecordsRequestEntry } from "@aws-sdk/client-kinesis";
import { formatCount } from "../aws/format-count";
import { pause } from "./pause";
import { refusedOf } from "./refused-of";

/** PutRecords accepts at most 500 records, and 5 MiB, in one call. */
const MAX_RECORDS = 500;
const MAX_BYTES = 4_500_000;
const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 5_000;

/**
 * Writes all records to a stream, in their order. A call can succeed with some of its records refused, because their
 * shard was too busy: these records are sent again, after a pause that grows.
 *
 * @throws any error of PutRecords; Error if the signal aborts first
 */
export async function putAll(
  kinesis: KinesisClient,
  {
    streamName,
    records,
    signal,
  }: {
    readonly streamName: string;
    readonly records: readonly PutRecordsRequestEntry[];
    readonly signal?: AbortSignal;
  },
): Promise<void> {
  for (const batch of splitIntoBatches(records)) {
    let left = batch;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
      const { Records = [] } = await kinesis.send(new PutRecordsCommand({ StreamName: streamName, Records: left }));
      left = refusedOf(left, Records);
      if (left.length === 0) break;
      if (signal?.aborted) throw new Error(`${formatCount(left.length, "record")} not written to ${streamName}.`);
      await pause(pauseMs, signal);
    }
  }
}

function splitIntoBatches(records: readonly PutRecordsRequestEntry[]): PutRecordsRequestEntry[][] {
  const all: PutRecordsRequestEntry[][] = [];
  let [current, bytes]: [PutRecordsRequestEntry[], number] = [[], 0];
  for (const record of records) {
    const size = (record.Data?.byteLength ?? 0) + Buffer.byteLength(record.PartitionKey ?? "");
    if (current.length === MAX_RECORDS || (current.length > 0 && bytes + size > MAX_BYTES)) {
      all.push(current);
      [current, bytes] = [[], 0];
    }
    current.push(record);
    bytes += size;
  }
  return current.length === 0 ? all : [...all, current];
}
