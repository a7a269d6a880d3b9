import type { ExtendedS3DestinationUpdate, S3DestinationUpdate } from "@aws-sdk/client-firehose";
import { optional, structure, type Members } from "../../../../core/members";
import { bucketArn, commonS3Members, roleArn } from "../fields";
import { extendedOnlyMembers } from "../extended-fields";

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
