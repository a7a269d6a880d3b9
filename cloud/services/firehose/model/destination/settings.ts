import { resolveConversion, isConverted, type ConversionSettings } from "../conversion/settings";
import type { DestinationInput, S3Input } from "../destination-input";
import { listPartitionKeys, type PartitionKey } from "./partitioning";
import { findProcessors, type Processors } from "./processors";
import { type COMPRESSIONS, bucketArn, commonS3Members, roleArn } from "../fields";
import type { ExtendedS3DestinationUpdate, S3DestinationUpdate } from "@aws-sdk/client-firehose";
import { optional, structure, type Members } from "../../../../core/members";
import { extendedOnlyMembers } from "../extended-fields";
import { parsePrefixParts, type PrefixPart } from "../prefix/evaluate";

export type Compression = (typeof COMPRESSIONS)[number];

/** Everything that a delivery needs to know about its destination, with all defaults filled in. */
export interface S3Settings {
  readonly bucket: string;
  readonly bucketArn: string;
  readonly roleArn: string;
  readonly prefix: readonly PrefixPart[];
  /** The prefix of objects with failed records; the same as `prefix` if no error prefix was given. */
  readonly errorPrefix: readonly PrefixPart[];
  /** An object is delivered when it holds this much, before compression… */
  readonly bufferBytes: number;
  /** …or when its first record has waited this long. */
  readonly bufferMs: number;
  readonly compression: Compression;
  /** The KMS key that objects name in their headers; undefined for none. */
  readonly encryptionKey: string | undefined;
  readonly timeZone: string;
  /** Replaces the extension of the compression; undefined if the stream sets none. */
  readonly fileExtension: string | undefined;
  /** Where delivery errors are written; undefined if logging is off. */
  readonly logs: { readonly group: string; readonly stream: string } | undefined;
}

/** An S3 destination with the settings that only the extended kind has. */
export interface DestinationSettings extends S3Settings {
  readonly processors: Processors;
  /** How records become rows of a columnar file; undefined if they stay as they are. */
  readonly conversion: ConversionSettings | undefined;
  /** The partition keys of the prefix, in the prefix's order; empty without dynamic partitioning. */
  readonly partitionKeys: readonly PartitionKey[];
  /** Where a copy of each source record goes; undefined without backup. */
  readonly backup: S3Settings | undefined;
}

const MEBIBYTE = 1024 * 1024;

/**
 * AWS's defaults: 5 MiB or 300 s, whichever comes first. With dynamic partitioning or conversion 128 MiB: the CDK sets
 * this, and AWS refuses less than 64.
 */
export const getDefaultHints = (
  input: Pick<DestinationInput, "DynamicPartitioningConfiguration" | "DataFormatConversionConfiguration">,
): { SizeInMBs: number; IntervalInSeconds: number } => ({
  SizeInMBs: input.DynamicPartitioningConfiguration?.Enabled || isConverted(input) ? 128 : 5,
  IntervalInSeconds: 300,
});

/**
 * The destination as a new stream stores it: with its buffering hints, whose defaults a later update does not change
 * (FH-077).
 */
export const addDefaultHints = (input: DestinationInput): DestinationInput => ({
  ...input,
  BufferingHints: { ...getDefaultHints(input), ...input.BufferingHints },
});

/** Fills in the defaults of a destination that passed its checks. */
export function resolveDestination(input: DestinationInput): DestinationSettings {
  const settings = resolveS3Settings(input);
  const isPartitioned = input.DynamicPartitioningConfiguration?.Enabled ?? false;
  const { S3BackupMode, S3BackupConfiguration } = input;
  return {
    ...settings,
    processors: findProcessors(input),
    conversion: resolveConversion(input),
    partitionKeys: isPartitioned ? listPartitionKeys(settings.prefix) : [],
    backup: S3BackupMode === "Enabled" && S3BackupConfiguration ? resolveS3Settings(S3BackupConfiguration) : undefined,
  };
}

/** @param input a destination or the part of a destination that describes its backup */
function resolveS3Settings(input: S3Input & Partial<DestinationInput>): S3Settings {
  const {
    BucketARN,
    RoleARN,
    Prefix = "",
    ErrorOutputPrefix,
    BufferingHints,
    CompressionFormat,
    CloudWatchLoggingOptions,
  } = input;
  const hints = { ...getDefaultHints(input), ...BufferingHints };
  return {
    bucket: BucketARN.slice(BucketARN.lastIndexOf(":") + 1),
    bucketArn: BucketARN,
    roleArn: RoleARN,
    prefix: parsePrefixParts(Prefix, "Prefix"),
    errorPrefix: ErrorOutputPrefix
      ? parsePrefixParts(ErrorOutputPrefix, "ErrorOutputPrefix")
      : parsePrefixParts(Prefix, "Prefix"),
    bufferBytes: hints.SizeInMBs * MEBIBYTE,
    bufferMs: hints.IntervalInSeconds * 1000,
    compression: CompressionFormat ?? "UNCOMPRESSED",
    encryptionKey: input.EncryptionConfiguration?.KMSEncryptionConfig?.AWSKMSKeyARN,
    timeZone: input.CustomTimeZone || "UTC",
    fileExtension: input.FileExtension || undefined,
    logs: resolveLogTarget(CloudWatchLoggingOptions),
  };
}

function resolveLogTarget(options: S3Input["CloudWatchLoggingOptions"]): S3Settings["logs"] {
  const { Enabled, LogGroupName, LogStreamName } = options ?? {};
  return Enabled && LogGroupName && LogStreamName ? { group: LogGroupName, stream: LogStreamName } : undefined;
}

/** A destination whose members are all optional. */
export const s3Update = structure({
  RoleARN: optional(roleArn),
  BucketARN: optional(bucketArn),
  ...commonS3Members,
} satisfies Members<S3DestinationUpdate>);

export const extendedS3Update = structure({
  RoleARN: optional(roleArn),
  BucketARN: optional(bucketArn),
  ...commonS3Members,
  ...extendedOnlyMembers,
  S3BackupUpdate: optional(s3Update),
} satisfies Members<ExtendedS3DestinationUpdate>);
