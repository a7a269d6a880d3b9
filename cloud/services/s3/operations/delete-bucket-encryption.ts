import { DeleteBucketEncryption$, type DeleteBucketEncryptionRequest } from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { bucketMembers } from "../fields";
import { requireBucket } from "../request-place";

const members = bucketMembers satisfies Members<DeleteBucketEncryptionRequest>;

/** Resets a bucket's default encryption to S3's own, SSE-S3. */
export const deleteBucketEncryption = operation(DeleteBucketEncryption$, members, (cloud, request): void => {
  cloud.s3.setBucket(requireBucket(cloud, request), "encryption", undefined);
});
