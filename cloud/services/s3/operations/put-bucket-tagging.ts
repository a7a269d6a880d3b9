import { PutBucketTagging$, type PutBucketTaggingRequest } from "@aws-sdk/client-s3";
import { optional, required, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../operation";
import { checkDocument } from "../body/check-document";
import { checksumAlgorithm } from "../body/checksums";
import { bucketMembers } from "../fields";
import { requireBucket } from "../request-place";
import { tagging, parseTags, type TaggingInput } from "../tags";

const members = {
  ...bucketMembers,
  Tagging: required(tagging),
  ContentMD5: optional(string()),
  ChecksumAlgorithm: optional(checksumAlgorithm),
} satisfies Members<TaggingInput<PutBucketTaggingRequest>>;

/**
 * Replaces a bucket's tags.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html
 */
export const putBucketTagging = operation(PutBucketTagging$, members, async (cloud, request, call): Promise<void> => {
  await checkDocument(call, false);
  const tags = parseTags(request.Tagging.TagSet ?? [], "Bucket");
  cloud.s3.setBucketTags(requireBucket(cloud, request), tags);
  call.reply.status = 204;
});
