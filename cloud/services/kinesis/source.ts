import type { Core } from "../../core/core";
import type { Kinesis } from "./kinesis";
import { readFrom } from "./reading";
import { shardId } from "./stored-stream";

/** A place in a stream that a service keeps, as JSON. */
export interface SourcePosition {
  readonly shard: number;
  /** The number of the record to be read next in that shard. */
  readonly number: number;
}

/** A record as a service reads it. */
export interface SourceRecord {
  readonly shardId: string;
  readonly sequenceNumber: string;
  readonly partitionKey: string;
  readonly data: Uint8Array;
  /** ms since the epoch. */
  readonly arrivedAt: number;
}

/** The records of one read of one shard. */
export interface SourceRead {
  readonly records: readonly SourceRecord[];
  /**
   * Where to go on: the same shard, or the children of a closed one that was read to its end, from their beginning. A
   * merged shard is handed to its first parent's reader alone, so that nothing is read twice.
   */
  readonly next: readonly SourcePosition[];
  /** How long ago the first unread record arrived, in ms; 0 if there is none. */
  readonly behindMs: number;
}

/** A data stream as other services (Firehose) read it: without iterators, and beside the limits of GetRecords. */
export interface StreamSource {
  /** Where a reader that begins now starts: at the end of every open shard. */
  latest(): SourcePosition[];
  /** Where a reader that wants everything starts: at the oldest record of every shard that has no readable parent. */
  trimHorizon(): SourcePosition[];
  /**
   * One read of one shard, as a GetRecords gives it. AWS lets a service read each shard once a second: keep to that.
   *
   * @param limit at most so many records, 10,000 unless told, and 10 MiB
   * @returns     undefined if the position's shard has aged out
   */
  read(position: SourcePosition, limit?: { readonly records: number }): SourceRead | undefined;
}

/** The records that a service has not read yet. Shards behind those that are being read are not counted. */
export function recordsBehind(kinesis: Kinesis, arn: string, positions: readonly SourcePosition[]): number {
  const shards = new Map(kinesis.findByArn(arn)?.shards.map((shard) => [shard.index, shard]));
  return positions.reduce(
    (sum, { shard, number }) => sum + Math.max(0, (shards.get(shard)?.log.next ?? 0) - number),
    0,
  );
}

/**
 * Opens a stream as a source.
 *
 * @returns undefined if there is no such stream, or it cannot be read (CREATING, DELETING). Ask again for every round: a
 *          stream can be deleted and made again.
 */
export function sourceOf(core: Core, kinesis: Kinesis, arn: string): StreamSource | undefined {
  const stream = kinesis.findByArn(arn);
  if (stream === undefined || stream.stored.status === "CREATING" || stream.stored.status === "DELETING")
    return undefined;
  return {
    latest: () => stream.open.map(({ index, log }) => ({ shard: index, number: log.next })),
    trimHorizon: () =>
      stream.shards
        .filter(({ stored }) => stored.parent === undefined || stream.shardAt(stored.parent) === undefined)
        .map(({ index }) => ({ shard: index, number: 0 })),
    read({ shard: index, number }, limit = { records: 10_000 }) {
      const shard = stream.shardAt(index);
      if (shard === undefined) return undefined;
      const { records, next, behindMs, isDrained } = readFrom(core, { stream, shard, number }, limit);
      return {
        records: records.map((record) => ({
          shardId: shardId(index),
          sequenceNumber: shard.sequenceOf(record),
          partitionKey: record.partitionKey,
          data: record.data,
          arrivedAt: record.arrivedAt,
        })),
        next: isDrained
          ? stream
              .childrenOf(shard)
              .filter(({ stored }) => stored.parent === index)
              .map((child) => ({ shard: child.index, number: 0 }))
          : [{ shard: index, number: next }],
        behindMs,
      };
    },
  };
}
