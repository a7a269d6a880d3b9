import { PutBucketTagging$, GetBucketTagging$, DeleteBucketTagging$ } from "@aws-sdk/client-s3";
import type * as sdk from "@aws-sdk/client-s3";
import { optional, required, structure, type Members } from "../../../core/members";
import { list, string } from "../../../core/rules";
import {
  createInvalidArgumentFault,
  createInvalidTagFault,
  createTooManyTagsFault,
  createNoSuchTagSetFault,
} from "../model/faults";
import type { Tag } from "../store/stored-object";
import { operation } from "../../framework/operation";
import { checkDocument } from "./body/check-document";
import { checksumAlgorithm } from "../model/checksums";
import { bucketMembers } from "../model/fields";
import { requireBucket } from "./request-target";

const MAX_TAGS = { Object: 10, Bucket: 50 } as const;
const MAX_KEY_LENGTH = 128;
const MAX_VALUE_LENGTH = 256;
/** Letters, digits, spaces and a few marks of any script. */
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** A request with a `Tagging` document: the SDK always sends a tag set, other clients may not. */
export type TaggingInput<Input> = Omit<Input, "Tagging"> & {
  readonly Tagging?: { readonly TagSet?: readonly { readonly Key: string; readonly Value: string }[] | undefined };
};

/** A `Tagging` document. One without a tag set has no tags (recorded on AWS by LocalStack, 2026-02-23). */
export const tagging = structure({
  TagSet: optional(list(structure({ Key: required(string()), Value: required(string()) }))),
});

/**
 * The tags of a `Tagging` document.
 *
 * @throws AwsFault InvalidTag, or BadRequest if there are too many
 */
export function parseTags(
  tagSet: readonly { readonly Key: string; readonly Value: string }[],
  subject: keyof typeof MAX_TAGS,
): readonly Tag[] {
  const tags = tagSet.map(({ Key, Value }): Tag => [Key, Value]);
  checkTags(tags, subject);
  return tags;
}

/**
 * The tags of an `x-amz-tagging` header, which is written like a URL's query.
 *
 * @throws AwsFault InvalidArgument if the header is malformed, or names a tag twice; InvalidTag
 */
export function parseTagHeader(header: string): readonly Tag[] {
  const refuse = () =>
    createInvalidArgumentFault(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      { name: "x-amz-tagging", value: header },
    );
  const tags: Tag[] = [...new URLSearchParams(header)].map(([key, value]) => [key, value]);
  const isQuery = header === "" || header.split("&").every((pair) => /^[^=,]*(?:=[^=,]*)?$/.test(pair));
  if (!isQuery || new Set(tags.map(([key]) => key)).size !== tags.length) throw refuse();
  checkTags(tags, "Object");
  return tags;
}

function checkTags(tags: readonly Tag[], subject: keyof typeof MAX_TAGS): void {
  if (tags.length > MAX_TAGS[subject]) throw createTooManyTagsFault(subject, MAX_TAGS[subject]);
  const seen = new Set<string>();
  for (const [key, value] of tags) {
    if (key === "" || key.length > MAX_KEY_LENGTH || !ALLOWED.test(key))
      throw createInvalidTagFault("The TagKey you have provided is invalid", { TagKey: key });
    if (value.length > MAX_VALUE_LENGTH || !ALLOWED.test(value))
      throw createInvalidTagFault("The TagValue you have provided is invalid", { TagKey: key, TagValue: value });
    if (key.startsWith("aws:"))
      throw createInvalidTagFault(
        subject === "Bucket"
          ? "System tags cannot be added/updated by requester"
          : "Your TagKey cannot be prefixed with aws:",
        { TagKey: key },
      );
    if (seen.has(key)) throw createInvalidTagFault("Cannot provide multiple Tags with the same key", { TagKey: key });
    seen.add(key);
  }
}

/** Tags as the tag set of a document. */
export const createTagSet = (tags: readonly Tag[]): sdk.Tag[] => tags.map(([Key, Value]) => ({ Key, Value }));

const putBucketTaggingMembers = {
  ...bucketMembers,
  Tagging: required(tagging),
  ContentMD5: optional(string()),
  ChecksumAlgorithm: optional(checksumAlgorithm),
} satisfies Members<TaggingInput<sdk.PutBucketTaggingRequest>>;

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

const bucketTaggingMembers = bucketMembers satisfies Members<sdk.GetBucketTaggingRequest> &
  Members<sdk.DeleteBucketTaggingRequest>;

/**
 * Returns a bucket's tags; a bucket without tags is an error, unlike an object without.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html
 */
export const getBucketTagging = operation(
  GetBucketTagging$,
  bucketTaggingMembers,
  (cloud, request): sdk.GetBucketTaggingOutput => {
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
