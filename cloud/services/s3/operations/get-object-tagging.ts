import { GetObjectTagging$, type GetObjectTaggingOutput, type GetObjectTaggingRequest } from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { objectMembers, versionMembers } from "../fields";
import { requireTaggable, describeVersion } from "../request-place";
import { createTagSet } from "../tags";

const members = { ...objectMembers, ...versionMembers } satisfies Members<GetObjectTaggingRequest>;

/**
 * Returns an object's tags.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html
 */
export const getObjectTagging = operation(GetObjectTagging$, members, (cloud, request): GetObjectTaggingOutput => {
  const { place, object } = requireTaggable(cloud, request, "GET");
  return { TagSet: createTagSet(object.details.tags ?? []), ...describeVersion(place.bucket, object) };
});
