import type { Shard } from "./shard";
import type { Stream } from "./stream";

/** A position in a shard: `number` is the record to read next. */
export interface ShardPosition {
  readonly stream: Stream;
  readonly shard: Shard;
  readonly number: number;
}
