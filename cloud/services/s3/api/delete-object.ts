import { DeleteObject$, type DeleteObjectOutput, type DeleteObjectRequest } from "@aws-sdk/client-s3";
import { optional, refused, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { boolean, string } from "../../../core/rules";
import { checkDelete } from "./conditions";
import { createUnsupportedCondition, objectMembers, versionMembers } from "../model/fields";
import { canBeVersion, resolveTarget } from "./request-target";
import { createNoLockFault } from "../model/faults";
import { createInvalidVersionFault } from "./version-faults";

const members = {
  ...objectMembers,
  ...versionMembers,
  IfMatch: optional(string()),
  IfMatchLastModifiedTime: createUnsupportedCondition("x-amz-if-match-last-modified-time"),
  IfMatchSize: createUnsupportedCondition("x-amz-if-match-size"),
  MFA: refused(),
  BypassGovernanceRetention: optional(boolean()),
} satisfies Members<DeleteObjectRequest>;

/**
 * Deletes an object; deleting a missing object succeeds. In a bucket with versions a delete marker hides the object,
 * unless the request names a version, which is deleted for good.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
 */
export const deleteObject = operation(DeleteObject$, members, (cloud, request): DeleteObjectOutput => {
  const address = resolveTarget(cloud, request);
  const { VersionId: version, BypassGovernanceRetention: bypass } = request;
  if (bypass !== undefined) throw createNoLockFault();
  if (version !== undefined && !canBeVersion(address, version)) throw createInvalidVersionFault(version);
  checkDelete(cloud.s3.findObject(address), request.IfMatch);
  const deletionResults = cloud.s3.deleteObjects(address.bucket, [{ key: address.key, version }], cloud.now());
  cloud.s3Notifications.notifyRemoved(address.bucket, deletionResults);
  const [deleted] = deletionResults;
  return {
    ...(deleted?.version === undefined ? {} : { VersionId: deleted.version }),
    ...(deleted?.isMarker === true ? { DeleteMarker: true } : {}),
  };
});
