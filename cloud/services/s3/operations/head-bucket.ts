import { HeadBucket$, type HeadBucketOutput, type HeadBucketRequest } from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { bucketMembers } from "../fields";
import { requireBucket } from "../request-place";

const members = bucketMembers satisfies Members<HeadBucketRequest>;

/**
 * Returns that a bucket exists, and its region.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export const headBucket = operation(HeadBucket$, members, (cloud, request): HeadBucketOutput => {
  const { name, document } = requireBucket(cloud, request);
  return { BucketArn: `arn:aws:s3:::${name}`, BucketRegion: document.region, AccessPointAlias: false };
});
