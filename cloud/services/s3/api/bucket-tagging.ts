import {
  PutBucketTagging$,
  GetBucketTagging$,
  DeleteBucketTagging$,
  type PutBucketTaggingRequest,
  type GetBucketTaggingOutput,
  type GetBucketTaggingRequest,
  type DeleteBucketTaggingRequest,
} from "@aws-sdk/client-s3";
import { optional, required, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { checkDocument } from "./body/check-document";
import { checksumAlgorithm } from "../model/checksums";
import { createNoSuchTagSetFault } from "../model/faults";
import { bucketMembers } from "../model/fields";
import { requireBucket } from "./request-target";
import { tagging, parseTags, createTagSet, type TaggingInput } from "./tags";

const putBucketTaggingMembers = {
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
export const putBucketTagging = operation(
  PutBucketTagging$,
  putBucketTaggingMembers,
  async (cloud, request, call): Promise<void> => {
    await checkDocument(call, false);
    const tags = parseTags(request.Tagging.TagSet ?? [], "Bucket");
    cloud.s3.setBucketTags(requireBucket(cloud, request), tags);
    call.reply.status = 204;
  },
);

const bucketTaggingMembers = bucketMembers satisfies Members<GetBucketTaggingRequest> &
  Members<DeleteBucketTaggingRequest>;

/**
 * Returns a bucket's tags; a bucket without tags is an error, unlike an object without.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html
 */
export const getBucketTagging = operation(
  GetBucketTagging$,
  bucketTaggingMembers,
  (cloud, request): GetBucketTaggingOutput => {
    const { name, document } = requireBucket(cloud, request);
    if (document.tags.length === 0) throw createNoSuchTagSetFault(name);
    return { TagSet: createTagSet(document.tags) };
  },
);

/**
 * Removes a bucket's tags.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html
 */
export const deleteBucketTagging = operation(DeleteBucketTagging$, bucketTaggingMembers, (cloud, request): void =>
  cloud.s3.setBucketTags(requireBucket(cloud, request), []),
);
