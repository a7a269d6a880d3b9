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
