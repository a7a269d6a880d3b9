import type * as sdk from "@aws-sdk/client-firehose";
import { optional, required, structure, type Members } from "../../../core/members";
import { blob, boolean, integer, list, oneOf, string } from "../../../core/rules";

/** Member rules that several operations share, with the lengths and patterns of Firehose's API model. */
export const deliveryStreamName = string({ length: { min: 1, max: 64 }, pattern: "[a-zA-Z0-9_.-]+" });
export const roleArn = string({
  length: { min: 1, max: 512 },
  pattern: "arn:.*:iam::\\d{12}:role/[a-zA-Z_0-9+=,.@\\-_/]+",
});
export const bucketArn = string({ length: { min: 1, max: 2048 }, pattern: "arn:.*:s3:::[\\w\\.\\-]{1,255}" });
export const kmsKeyArn = string({
  length: { min: 1, max: 512 },
  pattern: "arn:.*:kms:[a-zA-Z0-9\\-]+:\\d{12}:(key|alias)/[a-zA-Z_0-9+=,.@\\-_/]+",
});
const prefix = string({ length: { max: 1024 }, pattern: ".*" });
export const deliveryStreamType = oneOf(["DirectPut", "KinesisStreamAsSource", "MSKAsSource", "DatabaseAsSource"]);
/** The formats of delivered objects, in the order in which AWS lists them (FH-004). */
export const COMPRESSIONS = ["ZIP", "HADOOP_SNAPPY", "Snappy", "GZIP", "UNCOMPRESSED"] as const;
const compressionFormat = oneOf(COMPRESSIONS);

const bufferingHints = structure({
  SizeInMBs: optional(integer({ min: 1 })),
  IntervalInSeconds: optional(integer({ min: 0, max: 900 })),
} satisfies Members<sdk.BufferingHints>);

const encryptionConfiguration = structure({
  NoEncryptionConfig: optional(oneOf(["NoEncryption"])),
  // S3's answers name this key; the objects are not encrypted.
  KMSEncryptionConfig: optional(structure({ AWSKMSKeyARN: required(kmsKeyArn) })),
} satisfies Members<sdk.EncryptionConfiguration>);

const cloudWatchLoggingOptions = structure({
  Enabled: optional(boolean()),
  LogGroupName: optional(string({ length: { max: 512 }, pattern: "[\\.\\-_/#A-Za-z0-9]*" })),
  LogStreamName: optional(string({ length: { max: 512 }, pattern: "[^:*]*" })),
} satisfies Members<sdk.CloudWatchLoggingOptions>);

/** The members that all S3 destinations have in common; an update may leave the role and the bucket out. */
export const commonS3Members = {
  Prefix: optional(prefix),
  ErrorOutputPrefix: optional(prefix),
  BufferingHints: optional(bufferingHints),
  CompressionFormat: optional(compressionFormat),
  EncryptionConfiguration: optional(encryptionConfiguration),
  CloudWatchLoggingOptions: optional(cloudWatchLoggingOptions),
};

export const s3Destination = structure({
  RoleARN: required(roleArn),
  BucketARN: required(bucketArn),
  ...commonS3Members,
} satisfies Members<sdk.S3DestinationConfiguration>);

export const kinesisSource = structure({
  KinesisStreamARN: required(
    string({ length: { min: 1, max: 512 }, pattern: "arn:.*:kinesis:[a-zA-Z0-9\\-]+:\\d{12}:stream/[a-zA-Z0-9_.-]+" }),
  ),
  RoleARN: required(roleArn),
} satisfies Members<sdk.KinesisStreamSourceConfiguration>);

/** 1,000 KiB before base64. */
export const record = structure({ Data: required(blob({ max: 1_024_000 })) } satisfies Members<sdk._Record>);

export const tagKey = string({ length: { min: 1, max: 128 }, pattern: "^(?!aws:)[\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@%]*$" });
const tag = structure({
  Key: required(tagKey),
  Value: optional(string({ length: { max: 256 }, pattern: "^[\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@%]*$" })),
} satisfies Members<sdk.Tag>);
export const tags = list(tag, { min: 1, max: 50 });
