import { DeleteBucket$, type DeleteBucketRequest } from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { bucketMembers } from "../fields";
import { requireBucket } from "../request-place";

const members = bucketMembers satisfies Members<DeleteBucketRequest>;

/**
 * Deletes an empty bucket, and its multipart uploads in progress.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html
 */
export const deleteBucket = operation(DeleteBucket$, members, (cloud, request): void =>
  cloud.s3.deleteBucket(requireBucket(cloud, request)),
);
