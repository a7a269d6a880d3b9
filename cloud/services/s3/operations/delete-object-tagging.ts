import {
  DeleteObjectTagging$,
  type DeleteObjectTaggingOutput,
  type DeleteObjectTaggingRequest,
} from "@aws-sdk/client-s3";
import { required, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../operation";
import { bucketMembers, versionMembers } from "../fields";
import { requireTaggable, describeVersion } from "../request-place";

const members = {
  ...bucketMembers,
  ...versionMembers,
  Key: required(string()),
} satisfies Members<DeleteObjectTaggingRequest>;

/**
 * Removes an object's tags.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html
 */
export const deleteObjectTagging = operation(
  DeleteObjectTagging$,
  members,
  (cloud, request): DeleteObjectTaggingOutput => {
    const { place, object } = requireTaggable(cloud, request, "DELETE");
    cloud.s3.setObjectTags(place, object, []);
    return describeVersion(place.bucket, object);
  },
);
