import { DeleteBucketTagging$, type DeleteBucketTaggingRequest } from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { bucketMembers } from "../fields";
import { requireBucket } from "../request-place";

const members = bucketMembers satisfies Members<DeleteBucketTaggingRequest>;

/**
 * Removes a bucket's tags.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html
 */
export const deleteBucketTagging = operation(DeleteBucketTagging$, members, (cloud, request): void =>
  cloud.s3.setBucketTags(requireBucket(cloud, request), []),
);
