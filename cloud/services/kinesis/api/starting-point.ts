import {
  createBadSequenceNumberFault,
  createOtherShardsNumberFault,
  createOtherStreamsNumberFault,
  createTimeInFutureFault,
  createTimeMissingFault,
  createVersionZeroFault,
  createWrongStartFault,
  type UsedNumber,
} from "./iterator-faults";
import type { ShardPosition } from "../model/shard-position";
import { readSequence, type ReadSequence } from "../model/sequence-number";
import type { Shard } from "../model/shard";

/** Where reading is to begin, as GetShardIterator and SubscribeToShard ask for it. */
interface StartingPoint {
  readonly type: "AT_SEQUENCE_NUMBER" | "AFTER_SEQUENCE_NUMBER" | "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";
  readonly sequenceNumber?: string | undefined;
  readonly time?: Date | undefined;
  /** The operation, which AWS's error texts name. */
  readonly operation: string;
}

/**
 * The number of the record that a reader gets first.
 *
 * @throws AwsFault InvalidArgumentException if the point is incomplete, or not of this shard; InternalFailure as AWS
 * for numbers of version 0
 */
export function findStartingNumber(
  { stream, shard }: Pick<ShardPosition, "stream" | "shard">,
  { type, sequenceNumber, time, operation }: StartingPoint,
  now: number,
): number {
  const wantsNumber = type === "AT_SEQUENCE_NUMBER" || type === "AFTER_SEQUENCE_NUMBER";
  if (wantsNumber !== (sequenceNumber !== undefined)) throw createWrongStartFault(type, sequenceNumber !== undefined);
  if (type === "TRIM_HORIZON") return 0;
  if (type === "LATEST") return shard.log.next;
  if (type === "AT_TIMESTAMP") return getNumberAt(shard, time, now);
  const read = requireNumberOfShard({ number: sequenceNumber ?? "", operation, shard: shard.id, stream }, shard);
  return type === "AT_SEQUENCE_NUMBER" && !read.isBehind ? read.number : read.number + 1;
}

/** Parses a sequence number of a shard. @throws AwsFault if it is not of this shard (KDS-020, KDS-036) */
function requireNumberOfShard(used: UsedNumber, shard: Shard): ReadSequence {
  const read = readSequence(used.number);
  if (read === undefined) throw createBadSequenceNumberFault(used);
  if (read.shard !== shard.index) throw createOtherShardsNumberFault(read.shard, shard.id);
  if (read.version === 0) throw createVersionZeroFault();
  if (read.version !== 2 || read.shardMadeAt !== shard.madeAtSeconds) throw createOtherStreamsNumberFault(used);
  return read;
}

function getNumberAt(shard: Shard, time: Date | undefined, now: number): number {
  if (time === undefined) throw createTimeMissingFault();
  if (time.getTime() > now) throw createTimeInFutureFault(time.getTime(), now);
  return shard.log.findNumberAt(time.getTime());
}
