import { prefixParts, type PrefixPart } from "../prefix/expression";
import type { GivenDestination, GivenS3 } from "./given";

export type Compression = "UNCOMPRESSED" | "GZIP" | "ZIP" | "Snappy" | "HADOOP_SNAPPY";

/** Everything that a delivery needs to know of its destination, all defaults filled in. */
export interface S3Settings {
  readonly bucket: string;
  readonly bucketArn: string;
  readonly roleArn: string;
  readonly prefix: readonly PrefixPart[];
  /** What failed records are put under; `prefix` again where no error prefix was given. */
  readonly errorPrefix: readonly PrefixPart[];
  /** An object is delivered when it holds this much, before compression… */
  readonly bufferBytes: number;
  /** …or when its first record has waited this long. */
  readonly bufferMs: number;
  readonly compression: Compression;
  readonly timeZone: string;
  /** Replaces the extension that the compression gives; undefined for none. */
  readonly fileExtension: string | undefined;
  /** Where delivery errors are written; undefined if logging is off. */
  readonly logs: { readonly group: string; readonly stream: string } | undefined;
}

/** An S3 destination with what only the extended kind has. */
export type DestinationSettings = S3Settings;

const MEBIBYTE = 1024 * 1024;

/** AWS's defaults: 5 MiB or 300 s, whichever comes first. */
export const DEFAULT_HINTS = { SizeInMBs: 5, IntervalInSeconds: 300 } as const;

/**
 * Fills in the defaults of a destination that passed its checks.
 *
 * @param given a destination or the part of one that describes its backup
 */
export function s3Settings(given: GivenS3 & Pick<GivenDestination, "CustomTimeZone" | "FileExtension">): S3Settings {
  const { BucketARN, RoleARN, Prefix = "", ErrorOutputPrefix, BufferingHints, CompressionFormat, CloudWatchLoggingOptions } = given;
  const hints = { ...DEFAULT_HINTS, ...BufferingHints };
  return {
    bucket: BucketARN.slice(BucketARN.lastIndexOf(":") + 1),
    bucketArn: BucketARN,
    roleArn: RoleARN,
    prefix: prefixParts(Prefix, "Prefix"),
    errorPrefix: ErrorOutputPrefix ? prefixParts(ErrorOutputPrefix, "ErrorOutputPrefix") : prefixParts(Prefix, "Prefix"),
    bufferBytes: hints.SizeInMBs * MEBIBYTE,
    bufferMs: hints.IntervalInSeconds * 1000,
    compression: CompressionFormat ?? "UNCOMPRESSED",
    timeZone: given.CustomTimeZone || "UTC",
    fileExtension: given.FileExtension || undefined,
    logs: logTarget(CloudWatchLoggingOptions),
  };
}

function logTarget(options: GivenS3["CloudWatchLoggingOptions"]): S3Settings["logs"] {
  const { Enabled, LogGroupName, LogStreamName } = options ?? {};
  return Enabled && LogGroupName && LogStreamName ? { group: LogGroupName, stream: LogStreamName } : undefined;
}
