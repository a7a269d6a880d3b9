import { PutObjectTagging$, GetObjectTagging$, DeleteObjectTagging$ } from "@aws-sdk/client-s3";
import type * as sdk from "@aws-sdk/client-s3";
import { optional, required, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { checkDocument } from "./body/check-document";
import { checksumAlgorithm } from "../model/checksums";
import { objectMembers, versionMembers, bucketMembers } from "../model/fields";
import { requireTaggable, describeVersion } from "./request-target";
import { tagging, parseTags, createTagSet, type TaggingInput } from "./tags";

const putObjectTaggingMembers = {
  ...objectMembers,
  ...versionMembers,
  Tagging: required(tagging),
  ContentMD5: optional(string()),
  ChecksumAlgorithm: optional(checksumAlgorithm),
} satisfies Members<TaggingInput<sdk.PutObjectTaggingRequest>>;

/**
 * Replaces an object's tags; its time of modification stays the same.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html
 */
export const putObjectTagging = operation(
  PutObjectTagging$,
  putObjectTaggingMembers,
  async (cloud, request, call): Promise<sdk.PutObjectTaggingOutput> => {
    await checkDocument(call, false);
    const tags = parseTags(request.Tagging.TagSet ?? [], "Object");
    const { address, object } = requireTaggable(cloud, request, "PUT");
    cloud.s3.setObjectTags(address, object, tags);
    return describeVersion(address.bucket, object);
  },
);

const getObjectTaggingMembers = { ...objectMembers, ...versionMembers } satisfies Members<sdk.GetObjectTaggingRequest>;

/**
 * Returns an object's tags.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html
 */
export const getObjectTagging = operation(
  GetObjectTagging$,
  getObjectTaggingMembers,
  (cloud, request): sdk.GetObjectTaggingOutput => {
    const { address, object } = requireTaggable(cloud, request, "GET");
    return { TagSet: createTagSet(object.details.tags ?? []), ...describeVersion(address.bucket, object) };
  },
);

const deleteObjectTaggingMembers = {
  ...bucketMembers,
  ...versionMembers,
  Key: required(string()),
} satisfies Members<sdk.DeleteObjectTaggingRequest>;

/**
 * Removes an object's tags.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html
 */
export const deleteObjectTagging = operation(
  DeleteObjectTagging$,
  deleteObjectTaggingMembers,
  (cloud, request): sdk.DeleteObjectTaggingOutput => {
    const { address, object } = requireTaggable(cloud, request, "DELETE");
    cloud.s3.setObjectTags(address, object, []);
    return describeVersion(address.bucket, object);
  },
);
