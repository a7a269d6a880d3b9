import { createExpiredIteratorFault, createInvalidIteratorFault } from "./iterator-faults";
import type { Kinesis } from "../model/kinesis";
import type { ShardPosition } from "../model/shard-position";

/** An iterator is valid for five minutes (KDS-021). */
const LIFE_MS = 300_000;

/** The iterator for a position, as clients receive it. */
export const createIterator = (kinesis: Kinesis, { stream, shard, number }: ShardPosition, now: number): string =>
  kinesis.seal([now, shard.index, number, stream.stored.id, stream.name].join(" "));

/**
 * The position that an iterator stands for.
 *
 * @throws AwsFault InvalidArgumentException if this cloud did not issue the iterator, ExpiredIteratorException after
 * five minutes, ResourceNotFoundException if its stream or shard no longer exists
 */
export function parseIterator(kinesis: Kinesis, iterator: string, now: number): ShardPosition {
  // A copied iterator often includes its quotes, and AWS accepts it (KDS-021).
  const [madeAt, shard, number, id, name] = kinesis.unseal(iterator.replace(/^"|"$/g, ""))?.split(" ") ?? [];
  if (madeAt === undefined || name === undefined) throw createInvalidIteratorFault();
  if (now - Number(madeAt) > LIFE_MS) throw createExpiredIteratorFault(Number(madeAt), now);
  const stream = kinesis.requireReadable({ StreamName: name });
  const found = stream.findShardAt(Number(shard));
  if (stream.stored.id !== id || found === undefined) throw createInvalidIteratorFault();
  return { stream, shard: found, number: Number(number) };
}
