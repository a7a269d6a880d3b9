import { callAws } from "../aws";

/** A record in GetRecords' answer. */
export interface KinesisRecord {
  readonly SequenceNumber: string;
  readonly PartitionKey: string;
  /** Base64. */
  readonly Data: string;
  /** Seconds since the epoch. */
  readonly ApproximateArrivalTimestamp: number;
}

/** The result of one GetRecords call. */
interface ReadResult {
  readonly Records: readonly KinesisRecord[];
  readonly NextShardIterator?: string;
  readonly MillisBehindLatest: number;
}

/** The types of iterators, and the further input that each of them needs. */
export const ITERATOR_TYPES = {
  TRIM_HORIZON: "",
  LATEST: "",
  AT_TIMESTAMP: "time",
  AT_SEQUENCE_NUMBER: "sequence number",
  AFTER_SEQUENCE_NUMBER: "sequence number",
} as const;

export type IteratorType = keyof typeof ITERATOR_TYPES;

export interface StartingPoint {
  readonly stream: string;
  readonly shard: string;
  readonly type: IteratorType;
  /** A sequence number, or a time as `2030-01-01 00:00:00`, in UTC. */
  readonly from: string;
}

/** The iterator of a starting point. @throws AwsError */
export async function getIterator({ stream, shard, type, from }: StartingPoint): Promise<string> {
  const wants = ITERATOR_TYPES[type];
  const { ShardIterator } = await callAws<{ ShardIterator: string }>("kinesis", "GetShardIterator", {
    StreamName: stream,
    ShardId: shard,
    ShardIteratorType: type,
    ...(wants === "sequence number" ? { StartingSequenceNumber: from.trim() } : {}),
    ...(wants === "time"
      ? { Timestamp: Date.parse(`${from.trim().replace(" ", "T").replace(/Z?$/, "Z")}`) / 1000 }
      : {}),
  });
  return ShardIterator;
}

/** Calls GetRecords once. @throws AwsError */
export const getRecords = (iterator: string): Promise<ReadResult> =>
  callAws<ReadResult>("kinesis", "GetRecords", { ShardIterator: iterator, Limit: 500 });
