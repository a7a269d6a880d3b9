import { DeleteObject$, type DeleteObjectOutput, type DeleteObjectRequest } from "@aws-sdk/client-s3";
import { optional, refused, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { string } from "../../../core/rules";
import { checkDelete } from "../conditions";
import { notForThisBucket, objectMembers, versionMembers } from "../fields";
import { requestedPlace } from "../request-place";

const members = {
  ...objectMembers,
  ...versionMembers,
  IfMatch: optional(string()),
  IfMatchLastModifiedTime: notForThisBucket("x-amz-if-match-last-modified-time"),
  IfMatchSize: notForThisBucket("x-amz-if-match-size"),
  MFA: refused(),
  BypassGovernanceRetention: refused(),
} satisfies Members<DeleteObjectRequest>;

/**
 * Deletes an object; one that is not there is as good as deleted.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
 */
export const deleteObject = operation(DeleteObject$, members, (cloud, request): DeleteObjectOutput => {
  const place = requestedPlace(cloud, request);
  checkDelete(cloud.s3.object(place), request.IfMatch);
  cloud.s3.deleteObjects(place.bucket, [place.key]);
  return {};
});
