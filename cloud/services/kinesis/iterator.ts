import { expiredIterator, invalidIterator } from "./iterator-faults";
import type { Kinesis } from "./kinesis";
import type { ShardPosition } from "./shard-position";

/** An iterator is good for five minutes (KDS-021). */
const LIFE_MS = 300_000;

/** An iterator for a place, as a client keeps it. */
export const iteratorAt = (kinesis: Kinesis, { stream, shard, number }: ShardPosition, now: number): string =>
  kinesis.seal([now, shard.index, number, stream.stored.id, stream.name].join(" "));

/**
 * The place that an iterator stands for.
 *
 * @throws AwsFault InvalidArgumentException if it is none of this cloud's, ExpiredIteratorException after five minutes,
 *         ResourceNotFoundException if its stream or shard is gone
 */
export function placeOf(kinesis: Kinesis, iterator: string, now: number): ShardPosition {
  // A copied iterator often brings its quotes along, and AWS takes it (KDS-021).
  const [madeAt, shard, number, id, name] = kinesis.unseal(iterator.replace(/^"|"$/g, ""))?.split(" ") ?? [];
  if (madeAt === undefined || name === undefined) throw invalidIterator();
  if (now - Number(madeAt) > LIFE_MS) throw expiredIterator(Number(madeAt), now);
  const stream = kinesis.usable({ StreamName: name });
  const found = stream.shardAt(Number(shard));
  if (stream.stored.id !== id || found === undefined) throw invalidIterator();
  return { stream, shard: found, number: Number(number) };
}
