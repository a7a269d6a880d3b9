import { PutObjectTagging$, type PutObjectTaggingOutput, type PutObjectTaggingRequest } from "@aws-sdk/client-s3";
import { optional, required, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../operation";
import { checkDocument } from "../body/check-document";
import { checksumAlgorithm } from "../body/checksums";
import { objectMembers, versionMembers } from "../fields";
import { requireTaggable, describeVersion } from "../request-place";
import { tagging, parseTags, type TaggingInput } from "../tags";

const members = {
  ...objectMembers,
  ...versionMembers,
  Tagging: required(tagging),
  ContentMD5: optional(string()),
  ChecksumAlgorithm: optional(checksumAlgorithm),
} satisfies Members<TaggingInput<PutObjectTaggingRequest>>;

/**
 * Replaces an object's tags; its time of modification stays the same.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html
 */
export const putObjectTagging = operation(
  PutObjectTagging$,
  members,
  async (cloud, request, call): Promise<PutObjectTaggingOutput> => {
    await checkDocument(call, false);
    const tags = parseTags(request.Tagging.TagSet ?? [], "Object");
    const { place, object } = requireTaggable(cloud, request, "PUT");
    cloud.s3.setObjectTags(place, object, tags);
    return describeVersion(place.bucket, object);
  },
);
