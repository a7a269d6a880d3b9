import { GetBucketTagging$, type GetBucketTaggingOutput, type GetBucketTaggingRequest } from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { createNoSuchTagSetFault } from "../faults";
import { bucketMembers } from "../fields";
import { requireBucket } from "../request-place";
import { createTagSet } from "../tags";

const members = bucketMembers satisfies Members<GetBucketTaggingRequest>;

/**
 * Returns a bucket's tags; a bucket without tags is an error, unlike an object without.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html
 */
export const getBucketTagging = operation(GetBucketTagging$, members, (cloud, request): GetBucketTaggingOutput => {
  const { name, document } = requireBucket(cloud, request);
  if (document.tags.length === 0) throw createNoSuchTagSetFault(name);
  return { TagSet: createTagSet(document.tags) };
});
