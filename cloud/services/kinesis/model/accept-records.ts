import type { Core } from "../../../core/core";
import { isDiskFull } from "../../../core/faults";
import { createHashKeyOutOfRangeFault, createRecordTooLargeFault } from "./faults";
import { HASH_SPACE, putHash, putWords, WORDS, type HashWords, type Shard } from "./shard";
import type { NewRecord } from "../store/record";
import type { Stream, Figure } from "./stream";
import type { AppendedBatch, ShardBatch } from "../store/stream-log";
import type { ReadResult } from "./reading";

/** A record as PutRecord and PutRecords give it. */
interface RecordInput {
  readonly Data: Uint8Array;
  readonly PartitionKey: string;
  readonly ExplicitHashKey?: string | undefined;
}

/** The outcome of writing one record. */
export type WriteOutcome =
  | { readonly shard: Shard; readonly sequenceNumber: string }
  | { readonly shard: Shard; readonly failed: "throttled" | "disk" };

/**
 * Checks a record, before any record of the request is written.
 *
 * @param target of the record in its request, from 1; undefined for PutRecord
 * @throws AwsFault ValidationException if the record is larger than its stream allows, InvalidArgumentException if its
 * explicit hash key lies outside the hash space
 */
export function checkRecord(stream: Stream, { Data, ExplicitHashKey }: RecordInput, target?: number): void {
  const max = stream.stored.maxRecordKiB * 1024;
  if (Data.byteLength > max)
    throw createRecordTooLargeFault(target === undefined ? "data" : `records.${target}.member.data`, max);
  if (ExplicitHashKey !== undefined && BigInt(ExplicitHashKey) >= HASH_SPACE)
    throw createHashKeyOutOfRangeFault(ExplicitHashKey);
}

/** The bytes of the records' keys and data. */
export function countBytes(records: readonly RecordInput[]): number {
  let bytes = 0;
  for (const { Data, PartitionKey } of records) bytes += Data.byteLength + Buffer.byteLength(PartitionKey);
  return bytes;
}

/** The hash key of the current record; reused for all of them. */
const hash: HashWords = new Uint32Array(WORDS);

function findOwner(stream: Stream, { PartitionKey, ExplicitHashKey }: RecordInput): Shard {
  if (ExplicitHashKey === undefined) putHash(PartitionKey, hash);
  else putWords(BigInt(ExplicitHashKey), hash);
  return stream.findOwner(hash);
}

/** The records of a request that fit into one shard's limits of this second. */
interface AdmittedRecords extends ShardBatch {
  readonly owner: Shard;
  readonly records: NewRecord[];
  /** The records' indexes in the request. */
  readonly places: number[];
}

/**
 * Writes records to their shards, as far as each shard's limits per second allow. All admitted records are written in
 * one go.
 *
 * @returns one outcome for each record, in their order
 */
export function acceptRecords(core: Core, stream: Stream, records: readonly RecordInput[]): WriteOutcome[] {
  const now = core.now();
  const admitted = new Map<Shard, AdmittedRecords>();
  const outcomes: WriteOutcome[] = [];
  for (const [position, record] of records.entries()) {
    const shard = findOwner(stream, record);
    const bytes = record.Data.byteLength + Buffer.byteLength(record.PartitionKey);
    // Until the log has an admitted record, the record counts as failed.
    const isAdmitted = shard.canTake(bytes, now);
    outcomes.push({ shard, failed: isAdmitted ? "disk" : "throttled" });
    if (!isAdmitted) continue;
    let batch = admitted.get(shard);
    if (batch === undefined)
      admitted.set(shard, (batch = { shard: shard.index, owner: shard, records: [], places: [] }));
    batch.records.push({ partitionKey: record.PartitionKey, data: record.Data });
    batch.places.push(position);
  }
  const batches = [...admitted.values()];
  const written = appendBatches(stream, batches, { arrivedAt: now, upMs: core.clock.getUpMs() });
  for (const { batch, number, arrivedAt } of written) {
    const { owner, places } = batch;
    const sequence = owner.createSequenceCounter();
    for (const [step, position] of places.entries()) {
      sequence.to(number + step, arrivedAt);
      outcomes[position] = { shard: owner, sequenceNumber: sequence.text };
    }
  }
  return outcomes;
}

/** On a full disk all records fail, but not the request. */
function appendBatches(
  stream: Stream,
  batches: readonly AdmittedRecords[],
  at: { readonly arrivedAt: number; readonly upMs: number },
): readonly AppendedBatch<AdmittedRecords>[] {
  try {
    return batches.length === 0 ? [] : stream.log.append(batches, at);
  } catch (error) {
    if (isDiskFull(error)) return [];
    throw error;
  }
}

// AWS/Kinesis, dimension StreamName (KDS-032). Latencies are left out, since those of a local server would mislead.

/** The metric values of one PutRecord. */
export function putRecordFigures(record: RecordInput, outcome: WriteOutcome): Figure[] {
  const isWritten = !("failed" in outcome);
  return [
    ...createByteFigures("PutRecord", isWritten ? [record] : []),
    createCount("PutRecord.Success", isWritten ? 1 : 0),
    createCount("WriteProvisionedThroughputExceeded", countThrottled([outcome])),
  ];
}

/** The metric values of one PutRecords. */
export function putRecordsFigures(records: readonly RecordInput[], outcomes: readonly WriteOutcome[]): Figure[] {
  const written = records.filter((_, index) => isWritten(outcomes[index]));
  const refused = countThrottled(outcomes);
  return [
    ...createByteFigures("PutRecords", written),
    createCount("PutRecords.Success", written.length > 0 ? 1 : 0),
    createCount("PutRecords.TotalRecords", records.length),
    createCount("PutRecords.SuccessfulRecords", written.length),
    createCount("PutRecords.FailedRecords", records.length - written.length - refused),
    createCount("PutRecords.ThrottledRecords", refused),
    createCount("WriteProvisionedThroughputExceeded", refused),
  ];
}

/** The metric values of one GetRecords. @param read undefined if it was throttled @param now ms since the epoch */
export function getRecordsFigures(read: ReadResult | undefined, now: number): Figure[] {
  if (read === undefined)
    return [createCount("GetRecords.Success", 0), createCount("ReadProvisionedThroughputExceeded", 1)];
  const { bytes, length, last } = read.records;
  return [
    { name: "GetRecords.Bytes", value: bytes, unit: "Bytes" },
    createCount("GetRecords.Records", length),
    createCount("GetRecords.Success", 1),
    {
      name: "GetRecords.IteratorAgeMilliseconds",
      value: last === undefined ? 0 : now - last.arrivedAt,
      unit: "Milliseconds",
    },
    createCount("ReadProvisionedThroughputExceeded", 0),
  ];
}

const isWritten = (outcome: WriteOutcome | undefined): boolean => outcome !== undefined && !("failed" in outcome);

const createCount = (name: string, value: number): Figure => ({ name, value, unit: "Count" });

/** The same bytes under the names of two metrics. */
function createByteFigures(operation: "PutRecord" | "PutRecords", records: readonly RecordInput[]): Figure[] {
  const value = countBytes(records);
  return [
    { name: "IncomingBytes", value, unit: "Bytes" },
    createCount("IncomingRecords", records.length),
    { name: `${operation}.Bytes`, value, unit: "Bytes" },
  ];
}

const countThrottled = (outcomes: readonly WriteOutcome[]): number =>
  outcomes.filter((item) => "failed" in item && item.failed === "throttled").length;
