/** A record as a producer hands it over. */
export interface NewRecord {
  readonly partitionKey: string;
  readonly data: Uint8Array;
}

/** A record in a shard. */
export interface ShardRecord extends NewRecord {
  /** 1, 2, 3, … in its shard. */
  readonly number: number;
  /** ms since the epoch; never smaller than the record's before it. */
  readonly arrivedAt: number;
  /** The cloud's up time at arrival, in ms: what its retention is counted from. */
  readonly upMs: number;
}
