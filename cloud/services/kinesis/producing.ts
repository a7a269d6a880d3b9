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
 * @param member where its data stands in the request, for the error's text
 * @throws AwsFault ValidationException if it is larger than its stream takes, InvalidArgumentException if its explicit hash
 *         key lies outside the hash space
 */
export function checkRecord(stream: Stream, { Data, ExplicitHashKey }: Produced, member: string): void {
  const most = stream.stored.maxRecordKiB * 1024;
  if (Data.byteLength > most) throw recordTooLarge(member, most);
  if (ExplicitHashKey !== undefined && BigInt(ExplicitHashKey) >= HASH_SPACE) throw hashKeyOutOfRange(ExplicitHashKey);
}

const hashOf = ({ PartitionKey, ExplicitHashKey }: Produced): string =>
  ExplicitHashKey === undefined ? hexHashOf(PartitionKey) : hexOf(BigInt(ExplicitHashKey));

/**
 * Writes records to their shards, as far as each shard's second allows. All that is let in is written in one go.
 *
 * @returns one outcome for each record, in their order
 */
export function produce(core: Core, stream: Stream, records: readonly Produced[]): Outcome[] {
  const now = core.now();
  const admitted = new Map<Shard, { readonly records: NewRecord[]; readonly places: number[] }>();
  const outcomes = records.map((record, place): Outcome => {
    const shard = stream.owner(hashOf(record));
    const bytes = record.Data.byteLength + Buffer.byteLength(record.PartitionKey);
    if (!shard.admits(bytes, now)) return { shard, failed: "throttled" };
    const batch = admitted.get(shard) ?? { records: [], places: [] };
    if (batch.places.length === 0) admitted.set(shard, batch);
    batch.records.push({ partitionKey: record.PartitionKey, data: record.Data });
    batch.places.push(place);
    // Until the log has it, the record counts as failed.
    return { shard, failed: "disk" };
  });
  const batches = [...admitted];
  const placed = written(stream, batches.map(([shard, batch]) => ({ shard: shard.index, records: batch.records })), { arrivedAt: now, upMs: core.clock.upMs() });
  for (const [index, { number, arrivedAt }] of placed.entries()) {
    const [shard, batch] = batches[index] ?? [];
    for (const [step, place] of (batch?.places ?? []).entries()) {
      if (shard !== undefined) outcomes[place] = { shard, sequenceNumber: shard.sequenceOf({ arrivedAt, number: number + step }) };
    }
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
