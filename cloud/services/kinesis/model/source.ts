import type { Core } from "../../../core/core";
import type { Kinesis } from "./kinesis";
import { readFrom } from "./reading";
import { formatShardId } from "./stored-stream";

/** A position in a stream, which a service stores as JSON. */
export interface SourcePosition {
  readonly shard: number;
  /** The number of the record to read next in that shard. */
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
interface SourceRead {
  readonly records: readonly SourceRecord[];
  /**
   * Where to go on: in the same shard, or, after the end of a closed shard, at the beginning of its children. A merged
   * shard is given only with its first parent, so that no record is read twice.
   */
  readonly next: readonly SourcePosition[];
  /** How long ago the first unread record arrived, in ms; 0 if there is none. */
  readonly behindMs: number;
}

/** A data stream as other services (Firehose) read it: without iterators, and without the limits of GetRecords. */
export interface StreamSource {
  /** The positions for LATEST: at the end of every open shard. */
  getLatest(): SourcePosition[];
  /** The positions for TRIM_HORIZON: at the oldest record of every shard that has no readable parent. */
  trimHorizon(): SourcePosition[];
  /**
   * One read of one shard, as GetRecords answers it. Callers read each shard at most once a second, as services do on
   * AWS.
   *
   * @param limit at most this many records, 10,000 by default, and 10 MiB
   * @returns undefined if the records of the position's shard have expired
   */
  read(position: SourcePosition, limit?: { readonly records: number }): SourceRead | undefined;
}

/** The records that a service has not read yet. Child shards whose parents are still being read are not counted. */
export function countRecordsBehind(kinesis: Kinesis, arn: string, positions: readonly SourcePosition[]): number {
  const shards = new Map(kinesis.findByArn(arn)?.shards.map((shard) => [shard.index, shard]));
  return positions.reduce(
    (sum, { shard, number }) => sum + Math.max(0, (shards.get(shard)?.log.next ?? 0) - number),
    0,
  );
}

/**
 * Opens a stream as a source.
 *
 * @returns undefined if there is no such stream, or it cannot be read (CREATING, DELETING). Call it for every round of
 * reads: a stream can be deleted and created again.
 */
export function openSource(core: Core, kinesis: Kinesis, arn: string): StreamSource | undefined {
  const stream = kinesis.findByArn(arn);
  if (stream === undefined || stream.stored.status === "CREATING" || stream.stored.status === "DELETING")
    return undefined;
  return {
    getLatest: () => stream.open.map(({ index, log }) => ({ shard: index, number: log.next })),
    trimHorizon: () =>
      stream.shards
        .filter(({ stored }) => stored.parent === undefined || stream.findShardAt(stored.parent) === undefined)
        .map(({ index }) => ({ shard: index, number: 0 })),
    read({ shard: index, number }, limit = { records: 10_000 }) {
      const shard = stream.findShardAt(index);
      if (shard === undefined) return undefined;
      const { records, next, behindMs, isDrained } = readFrom(core, { stream, shard, number }, limit);
      return {
        records: Array.from(records, (record) => ({
          shardId: formatShardId(index),
          sequenceNumber: shard.getSequenceNumber(record),
          partitionKey: record.partitionKey,
          data: record.data,
          arrivedAt: record.arrivedAt,
        })),
        next: isDrained
          ? stream
              .listChildren(shard)
              .filter(({ stored }) => stored.parent === index)
              .map((child) => ({ shard: child.index, number: 0 }))
          : [{ shard: index, number: next }],
        behindMs,
      };
    },
  };
}
