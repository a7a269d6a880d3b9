import type { SourcePosition } from "../../kinesis/model/source";

/** Where a record came from, for a stream that reads a Kinesis data stream. */
export interface KinesisOrigin {
  readonly shardId: string;
  readonly sequenceNumber: string;
  readonly partitionKey: string;
}

/** A record as it arrived. */
export interface ArrivedRecord {
  readonly data: Uint8Array;
  /** Approximate arrival, ms since the epoch: at Firehose, or at the Kinesis data stream. */
  readonly arrivedAt: number;
  readonly origin?: KinesisOrigin;
}

/** Records that came in together: one put, or one read of a shard. */
export interface ArrivedBatch {
  /** When Firehose got them, ms since the epoch. Buffering intervals count from this time. */
  readonly at: number;
  readonly records: readonly ArrivedRecord[];
  /** Set for a read of a Kinesis shard: the shard, and where reading continues. */
  readonly read?: { readonly shard: number; readonly next: readonly SourcePosition[] };
}

/** Kinds of failure, as error prefixes name them. */
export type ErrorType =
  | "processing-failed"
  | "decompression-failed"
  | "format-conversion-failed"
  | "metadata-extraction-failed"
  | "partitioning-failed"
  | "activePartitionExceeded";

/** The final outcome of records. */
export interface Outcome {
  /** `lost`: S3 refused the records for a whole day. `dropped`: a transformation dropped them. */
  readonly kind: "delivered" | "failed" | "backed up" | "dropped" | "lost";
  /** ms since the epoch. */
  readonly at: number;
  /** Where the records are now; undefined if they were dropped or lost. */
  readonly object?: { readonly bucket: string; readonly key: string } | undefined;
  /** Why the records failed. */
  readonly errorType?: ErrorType | undefined;
}
