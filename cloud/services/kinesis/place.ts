import type { Shard } from "./shard";
import type { Stream } from "./stream";

/** A place in a shard: the number of the record to be read next. */
export interface Place {
  readonly stream: Stream;
  readonly shard: Shard;
  readonly number: number;
}
