/** A record as a producer sends it. */
export interface NewRecord {
  readonly partitionKey: string;
  readonly data: Uint8Array;
}

export interface ShardRecord extends NewRecord {
  /** 1, 2, 3, … in its shard. */
  readonly number: number;
  /** ms since the epoch; never smaller than that of the record before it. */
  readonly arrivedAt: number;
  /** The cloud's uptime at arrival, in ms: the retention period counts from it. */
  readonly upMs: number;
}
