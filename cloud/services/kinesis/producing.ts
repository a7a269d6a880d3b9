import type { Core } from "../../core/core";
import { hashKeyOutOfRange, rateExceeded, recordTooLarge } from "./faults";
import { HASH_SPACE, hashKeyOf } from "./hash-keys";
import type { NewRecord } from "./record";
import type { Shard } from "./shard";
import type { Stream } from "./stream";

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

const hashOf = ({ PartitionKey, ExplicitHashKey }: Produced): bigint =>
  ExplicitHashKey === undefined ? hashKeyOf(PartitionKey) : BigInt(ExplicitHashKey);

/**
 * Writes records to their shards, as far as each shard's second allows. What one shard gets is written in one go.
 *
 * @returns one outcome for each record, in their order
 */
export function produce(core: Core, stream: Stream, records: readonly Produced[]): Outcome[] {
  const now = core.now();
  const admitted = new Map<Shard, { readonly record: NewRecord; readonly place: number }[]>();
  const outcomes = records.map((record, place): Outcome => {
    const shard = stream.owner(hashOf(record));
    const bytes = record.Data.byteLength + Buffer.byteLength(record.PartitionKey);
    if (!shard.admits(bytes, now)) return { shard, failed: "throttled" };
    const batch = admitted.get(shard) ?? [];
    batch.push({ record: { partitionKey: record.PartitionKey, data: record.Data }, place });
    admitted.set(shard, batch);
    // Until the log has it, the record counts as failed.
    return { shard, failed: "disk" };
  });
  for (const [shard, batch] of admitted) {
    const first = written(shard, batch.map(({ record }) => record), { arrivedAt: now, upMs: core.clock.upMs() });
    if (first === undefined) continue;
    for (const [index, { place }] of batch.entries()) {
      outcomes[place] = { shard, sequenceNumber: shard.sequenceOf({ arrivedAt: first.arrivedAt, number: first.number + index }) };
    }
  }
  return outcomes;
}

/** A full disk fails the records of this shard and no others. */
function written(shard: Shard, records: readonly NewRecord[], at: { readonly arrivedAt: number; readonly upMs: number }): ReturnType<Shard["log"]["append"]> | undefined {
  try {
    return shard.log.append(records, at);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") return undefined;
    throw error;
  }
}

/** The text of a throttled record, the same in PutRecord's fault and PutRecords' entry (KDS-015). */
export const throttledText = (stream: Stream, shard: Shard): string => rateExceeded(stream, shard.id).message;
