import { badSequenceNumber, otherShardsNumber, timeInFuture, timeMissing, wrongStart } from "./iterator-faults";
import { sequencePosition } from "./sequence-number";
import type { Shard } from "./shard";

/** Where reading is to begin, as GetShardIterator and SubscribeToShard ask for it. */
export interface StartingPoint {
  readonly type: "AT_SEQUENCE_NUMBER" | "AFTER_SEQUENCE_NUMBER" | "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";
  readonly sequenceNumber?: string | undefined;
  readonly time?: Date | undefined;
}

/**
 * The number of the record that a reader gets first.
 *
 * @throws AwsFault InvalidArgumentException if the point is not whole, or not of this shard
 */
export function startingNumber(shard: Shard, { type, sequenceNumber, time }: StartingPoint, now: number): number {
  const wantsNumber = type === "AT_SEQUENCE_NUMBER" || type === "AFTER_SEQUENCE_NUMBER";
  if (wantsNumber !== (sequenceNumber !== undefined)) throw wrongStart(type, sequenceNumber !== undefined);
  if (type === "TRIM_HORIZON") return 0;
  if (type === "LATEST") return shard.log.next;
  if (type === "AT_TIMESTAMP") return numberAt(shard, time, now);
  const position = sequencePosition(sequenceNumber ?? "");
  if (position === undefined) throw badSequenceNumber(sequenceNumber ?? "");
  if (position.shard !== shard.index) throw otherShardsNumber(position.shard, shard.id);
  return type === "AT_SEQUENCE_NUMBER" ? position.number : position.number + 1;
}

function numberAt(shard: Shard, time: Date | undefined, now: number): number {
  if (time === undefined) throw timeMissing();
  if (time.getTime() > now) throw timeInFuture(time.getTime(), now);
  return shard.log.numberAt(time.getTime());
}
