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

const HEAD_BYTES = 24;

/** A record's head and key as they stand in a log; the data follows. */
export function recordHead({ number, arrivedAt, upMs, partitionKey }: ShardRecord): Buffer {
  const keyBytes = Buffer.byteLength(partitionKey);
  const head = Buffer.allocUnsafe(HEAD_BYTES + keyBytes);
  head.writeUIntLE(number, 0, 6);
  head.writeUInt16LE(keyBytes, 6);
  head.writeDoubleLE(arrivedAt, 8);
  head.writeDoubleLE(upMs, 16);
  head.write(partitionKey, HEAD_BYTES);
  return head;
}

/** Reads a record back. */
export function recordFrom(payload: Buffer): ShardRecord {
  const keyEnd = HEAD_BYTES + payload.readUInt16LE(6);
  return {
    number: payload.readUIntLE(0, 6),
    arrivedAt: payload.readDoubleLE(8),
    upMs: payload.readDoubleLE(16),
    partitionKey: payload.toString("utf8", HEAD_BYTES, keyEnd),
    data: payload.subarray(keyEnd),
  };
}
