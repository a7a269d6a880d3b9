import type { Shard } from "./shard";
import type { Stream } from "./stream";

/** Where reading a shard goes on: the number of the record to be read next. */
export interface ShardPosition {
  readonly stream: Stream;
  readonly shard: Shard;
  readonly number: number;
}
