import {
  type GetBucketAclOutput,
  type GetObjectAclOutput,
  type OwnershipControls,
  GetBucketAcl$,
  GetObjectAcl$,
  type GetBucketAclRequest,
  type GetObjectAclRequest,
} from "@aws-sdk/client-s3";
import { createMemberNotEmulated } from "../../../core/faults";
import { createAclNotSupportedFault } from "../model/faults";
import { OWNERS_ACLS, bucketMembers, objectMembers, versionMembers } from "../model/fields";
import { getSetting } from "../model/setting";
import { createOwner } from "./spelling";
import type { Bucket } from "../model/bucket";
import type { Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { requireBucket, requireObject } from "./request-target";

/**
 * Checks the ACL of a new object. Buckets have ACLs disabled by default, as on AWS since April 2023: then only the one
 * that changes nothing is accepted. PutBucketOwnershipControls enables them.
 *
 * @throws AwsFault AccessControlListNotSupported; NotImplemented for an ACL that gives rights to others
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export function checkAcl(bucket: Bucket, acl: string | undefined): void {
  if (acl === undefined || acl === "bucket-owner-full-control") return;
  if (!hasAcls(bucket)) throw createAclNotSupportedFault();
  if (!OWNERS_ACLS.some((item) => item === acl)) throw createMemberNotEmulated(`ACL: ${acl}`);
}

/** Without ownership controls, a bucket has ACLs: `ObjectWriter` was the default when buckets had none. */
function hasAcls(bucket: Bucket): boolean {
  const controls = getSetting<OwnershipControls>(bucket, "ownershipControls");
  return (
    controls === null ||
    (controls?.Rules ?? []).some(({ ObjectOwnership: objectOwnership }) => objectOwnership !== "BucketOwnerEnforced")
  );
}

/** The only ACL there is: the owner's full control. */
export function describeAcl(account: string): GetBucketAclOutput & GetObjectAclOutput {
  const owner = createOwner(account);
  return { Owner: owner, Grants: [{ Grantee: { ...owner, Type: "CanonicalUser" }, Permission: "FULL_CONTROL" }] };
}

const ofBucket = bucketMembers satisfies Members<GetBucketAclRequest>;
const ofObject = { ...objectMembers, ...versionMembers } satisfies Members<GetObjectAclRequest>;

/**
 * Returns who may do what with a bucket: its owner, everything.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html
 */
export const getBucketAcl = operation(GetBucketAcl$, ofBucket, (cloud, request): GetBucketAclOutput => {
  requireBucket(cloud, request);
  return describeAcl(cloud.account);
});

/** Returns who may do what with an object: its owner, everything. */
export const getObjectAcl = operation(GetObjectAcl$, ofObject, (cloud, request): GetObjectAclOutput => {
  requireObject(cloud, request);
  return describeAcl(cloud.account);
});
