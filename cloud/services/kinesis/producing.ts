import type { Core } from "../../core/core";
import { isDiskFull } from "../../core/faults";
import { hashKeyOutOfRange, rateExceeded, recordTooLarge } from "./faults";
import { HASH_SPACE, hexHashOf, hexOf } from "./hash-keys";
import type { NewRecord } from "./record";
import type { Shard } from "./shard";
import type { Stream } from "./stream";
import type { Placed, ShardBatch } from "./stream-log";

/** A record as PutRecord and PutRecords give it. */
export interface Produced {
  readonly Data: Uint8Array;
  readonly PartitionKey: string;
  readonly ExplicitHashKey?: string | undefined;
}

/** What became of a record. */
export type Outcome = { readonly shard: Shard; readonly sequenceNumber: string } | { readonly shard: Shard; readonly failed: "throttled" | "disk" };

/**
 * Whether a record can be written at all, looked at before anything is.
 *
 * @param place of the record in its request, from 1; undefined where it is the request
 * @throws AwsFault ValidationException if it is larger than its stream takes, InvalidArgumentException if its explicit hash
 *         key lies outside the hash space
 */
export function checkRecord(stream: Stream, { Data, ExplicitHashKey }: Produced, place?: number): void {
  const most = stream.stored.maxRecordKiB * 1024;
  if (Data.byteLength > most) throw recordTooLarge(place === undefined ? "data" : `records.${place}.member.data`, most);
  if (ExplicitHashKey !== undefined && BigInt(ExplicitHashKey) >= HASH_SPACE) throw hashKeyOutOfRange(ExplicitHashKey);
}

/** Keys and data together. */
export function bytesOf(records: readonly Produced[]): number {
  let bytes = 0;
  for (const { Data, PartitionKey } of records) bytes += Data.byteLength + Buffer.byteLength(PartitionKey);
  return bytes;
}

const hashOf = ({ PartitionKey, ExplicitHashKey }: Produced): string =>
  ExplicitHashKey === undefined ? hexHashOf(PartitionKey) : hexOf(BigInt(ExplicitHashKey));

/** What one shard's second lets in of a request. */
interface Admitted extends ShardBatch {
  readonly owner: Shard;
  readonly records: NewRecord[];
  /** Of the records in the request. */
  readonly places: number[];
}

/**
 * Writes records to their shards, as far as each shard's second allows. All that is let in is written in one go.
 *
 * @returns one outcome for each record, in their order
 */
export function produce(core: Core, stream: Stream, records: readonly Produced[]): Outcome[] {
  const now = core.now();
  const admitted = new Map<Shard, Admitted>();
  const outcomes = records.map((record, place): Outcome => {
    const shard = stream.owner(hashOf(record));
    const bytes = record.Data.byteLength + Buffer.byteLength(record.PartitionKey);
    if (!shard.admits(bytes, now)) return { shard, failed: "throttled" };
    const batch = admitted.get(shard) ?? { shard: shard.index, owner: shard, records: [], places: [] };
    if (batch.places.length === 0) admitted.set(shard, batch);
    batch.records.push({ partitionKey: record.PartitionKey, data: record.Data });
    batch.places.push(place);
    // Until the log has it, the record counts as failed.
    return { shard, failed: "disk" };
  });
  const batches = [...admitted.values()];
  const placed = written(stream, batches, { arrivedAt: now, upMs: core.clock.upMs() });
  for (const [index, { owner: shard, places }] of batches.entries()) {
    const first = placed[index];
    if (first === undefined) continue;
    const { number, arrivedAt } = first;
    places.forEach((place, step) => {
      outcomes[place] = { shard, sequenceNumber: shard.sequenceOf({ arrivedAt, number: number + step }) };
    });
  }
  return outcomes;
}

/** A full disk fails the records, not the request. */
function written(stream: Stream, batches: readonly ShardBatch[], at: { readonly arrivedAt: number; readonly upMs: number }): readonly Placed[] {
  try {
    return batches.length === 0 ? [] : stream.log.append(batches, at);
  } catch (error) {
    if (isDiskFull(error)) return [];
    throw error;
  }
}

/** The text of a throttled record, the same in PutRecord's fault and PutRecords' entry (KDS-015). */
export const throttledText = (stream: Stream, shard: Shard): string => rateExceeded(stream, shard.id).message;
