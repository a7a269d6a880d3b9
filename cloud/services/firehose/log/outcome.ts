/** Kinds of failure, as they stand in error prefixes. */
export type ErrorType =
  | "processing-failed"
  | "decompression-failed"
  | "format-conversion-failed"
  | "metadata-extraction-failed"
  | "partitioning-failed"
  | "activePartitionExceeded";

/** The outcome of records at the end of their way through Firehose. */
export interface Outcome {
  /** `lost`: S3 refused them for a whole day. `dropped`: a transformation said so. */
  readonly kind: "delivered" | "failed" | "backed up" | "dropped" | "lost";
  /** ms since the epoch. */
  readonly at: number;
  /** Where they are now; undefined for what was dropped or lost. */
  readonly object?: { readonly bucket: string; readonly key: string } | undefined;
  /** Why they failed. */
  readonly errorType?: ErrorType | undefined;
}
