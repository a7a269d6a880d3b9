import type { ChildShard } from "@aws-sdk/client-kinesis";
import type { Core } from "../../../core/core";
import type { ReadRecords } from "../store/shard-log";
import type { Shard } from "./shard";
import { formatShardId } from "./stored-stream";
import type { Stream } from "./stream";

/** A position in a shard: `number` is the record to read next. */
export interface ShardPosition {
  readonly stream: Stream;
  readonly shard: Shard;
  readonly number: number;
}

/** The most bytes of one answer of GetRecords. */
const MAX_BYTES = 10 * 1024 * 1024;

/** The outcome of a read. */
export interface ReadResult {
  readonly records: ReadRecords;
  /** The number of the record to read next. */
  readonly next: number;
  /** How long ago the first unread record arrived, in ms; 0 if all were read. */
  readonly behindMs: number;
  /** A closed shard that was read to its end. */
  readonly isDrained: boolean;
}

/** Reads from a position, without checking the shard's limits per second. */
export function readFrom(
  core: Core,
  { stream, shard, number }: ShardPosition,
  limit: { readonly records: number; readonly bytes?: number },
): ReadResult {
  const aged = stream.agedUpMs;
  const records = shard.log.read(number, aged, { records: limit.records, bytes: limit.bytes ?? MAX_BYTES });
  const { last } = records;
  // If there is nothing to read, the next position lies after all records, so expired ones are skipped.
  const next = last === undefined ? Math.max(number, shard.log.next) : last.number + 1;
  const [unread] = next < shard.log.next ? shard.log.read(next, aged, { records: 1, bytes: 0 }) : [];
  return {
    records,
    next,
    behindMs: unread === undefined ? 0 : Math.max(0, core.now() - unread.arrivedAt),
    isDrained: !shard.isOpen && next >= shard.log.next,
  };
}

/** The children of a closed shard, as GetRecords and SubscribeToShard answer them. */
export const listChildShards = (stream: Stream, shard: Shard): ChildShard[] =>
  stream.listChildren(shard).map(({ id, stored }) => ({
    ShardId: id,
    ParentShards: [stored.parent, stored.adjacentParent].flatMap((index) =>
      index === undefined ? [] : [formatShardId(index)],
    ),
    HashKeyRange: { StartingHashKey: stored.firstHash, EndingHashKey: stored.lastHash },
  }));
