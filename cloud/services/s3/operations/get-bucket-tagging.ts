import { GetBucketTagging$, type GetBucketTaggingOutput, type GetBucketTaggingRequest } from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { noSuchTagSet } from "../faults";
import { bucketMembers } from "../fields";
import { requestedBucket } from "../request-place";
import { tagSetOf } from "../tags";

const members = bucketMembers satisfies Members<GetBucketTaggingRequest>;

/**
 * Returns a bucket's tags; a bucket without tags is an error, unlike an object without.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html
 */
export const getBucketTagging = operation(GetBucketTagging$, members, (cloud, request): GetBucketTaggingOutput => {
  const { name, document } = requestedBucket(cloud, request);
  if (document.tags.length === 0) throw noSuchTagSet(name);
  return { TagSet: tagSetOf(document.tags) };
});
