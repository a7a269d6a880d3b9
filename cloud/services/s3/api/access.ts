import {
  GetBucketAcl$,
  GetObjectAcl$,
  PutBucketOwnershipControls$,
  GetBucketOwnershipControls$,
  DeleteBucketOwnershipControls$,
  PutPublicAccessBlock$,
  GetPublicAccessBlock$,
  DeletePublicAccessBlock$,
} from "@aws-sdk/client-s3";
import type * as sdk from "@aws-sdk/client-s3";
import { createMemberNotEmulated } from "../../../core/faults";
import { createAclNotSupportedFault } from "../model/faults";
import { OWNERS_ACLS, bucketMembers, objectMembers, versionMembers } from "../model/fields";
import { getSetting, createDocumentRule, settingMembers, type Bucket } from "../model/bucket";
import { createOwner } from "./spelling";
import { type Members, required } from "../../../core/members";
import { operation } from "../../framework/operation";
import { requireBucket, requireObject } from "./request-target";
import { createStoredOnly } from "../../../core/telling";
import { checkDocument } from "./body/check-document";
import { checkOwnership, noOwnershipControls, noPublicAccessBlock } from "./setting-checks";

const putBucketOwnershipControlsMembers = {
  ...settingMembers,
  OwnershipControls: required(createDocumentRule<sdk.OwnershipControls>()),
} satisfies Members<sdk.PutBucketOwnershipControlsRequest>;

/** Sets who owns a bucket's objects: stored only, as the lab cloud has a single account. */
export const putBucketOwnershipControls = createStoredOnly(
  "S3: who owns the objects of a bucket",
  operation(
    PutBucketOwnershipControls$,
    putBucketOwnershipControlsMembers,
    async (cloud, request, call): Promise<void> => {
      await checkDocument(call, false);
      const bucket = requireBucket(cloud, request);
      checkOwnership(request.OwnershipControls);
      cloud.s3.setBucket(bucket, "ownershipControls", request.OwnershipControls);
    },
  ),
);

const bucketOwnershipControlsMembers = bucketMembers satisfies Members<sdk.GetBucketOwnershipControlsRequest> &
  Members<sdk.DeleteBucketOwnershipControlsRequest>;

/** The default of buckets on AWS since April 2023. */
const DEFAULT_OWNERSHIP_CONTROLS: sdk.OwnershipControls = { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] };

/** Returns a bucket's ownership controls, which say who owns its objects. */
export const getBucketOwnershipControls = operation(
  GetBucketOwnershipControls$,
  bucketOwnershipControlsMembers,
  (cloud, request): sdk.GetBucketOwnershipControlsOutput => {
    const bucket = requireBucket(cloud, request);
    const set = getSetting<sdk.OwnershipControls>(bucket, "ownershipControls");
    if (set === null) throw noOwnershipControls(bucket.name);
    return { OwnershipControls: set ?? DEFAULT_OWNERSHIP_CONTROLS };
  },
);

export const deleteBucketOwnershipControls = operation(
  DeleteBucketOwnershipControls$,
  bucketOwnershipControlsMembers,
  (cloud, request): void => {
    cloud.s3.setBucket(requireBucket(cloud, request), "ownershipControls", null);
  },
);

const putPublicAccessBlockMembers = {
  ...settingMembers,
  PublicAccessBlockConfiguration: required(createDocumentRule<sdk.PublicAccessBlockConfiguration>()),
} satisfies Members<sdk.PutPublicAccessBlockRequest>;

/** Sets which kinds of public access a bucket blocks. Only `BlockPublicPolicy` has an effect, as nothing is public in the lab cloud. */
export const putPublicAccessBlock = createStoredOnly(
  "S3: every setting of public access except BlockPublicPolicy",
  operation(PutPublicAccessBlock$, putPublicAccessBlockMembers, async (cloud, request, call): Promise<void> => {
    await checkDocument(call, false);
    const bucket = requireBucket(cloud, request);
    cloud.s3.setBucket(bucket, "publicAccessBlock", {
      BlockPublicAcls: request.PublicAccessBlockConfiguration.BlockPublicAcls ?? false,
      IgnorePublicAcls: request.PublicAccessBlockConfiguration.IgnorePublicAcls ?? false,
      BlockPublicPolicy: request.PublicAccessBlockConfiguration.BlockPublicPolicy ?? false,
      RestrictPublicBuckets: request.PublicAccessBlockConfiguration.RestrictPublicBuckets ?? false,
    });
  }),
);

const publicAccessBlockMembers = bucketMembers satisfies Members<sdk.GetPublicAccessBlockRequest> &
  Members<sdk.DeletePublicAccessBlockRequest>;

/** The default of buckets on AWS since April 2023. */
const DEFAULT_PUBLIC_ACCESS_BLOCK: sdk.PublicAccessBlockConfiguration = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** The kinds of public access that a bucket blocks; undefined if that was deleted. */
export function getAccessBlock(bucket: Bucket): sdk.PublicAccessBlockConfiguration | undefined {
  const set = getSetting<sdk.PublicAccessBlockConfiguration>(bucket, "publicAccessBlock");
  return set === null ? undefined : (set ?? DEFAULT_PUBLIC_ACCESS_BLOCK);
}

/** Returns which kinds of public access a bucket blocks. */
export const getPublicAccessBlock = operation(
  GetPublicAccessBlock$,
  publicAccessBlockMembers,
  (cloud, request): sdk.GetPublicAccessBlockOutput => {
    const bucket = requireBucket(cloud, request);
    const set = getAccessBlock(bucket);
    if (set === undefined) throw noPublicAccessBlock(bucket.name);
    return { PublicAccessBlockConfiguration: set };
  },
);

export const deletePublicAccessBlock = operation(
  DeletePublicAccessBlock$,
  publicAccessBlockMembers,
  (cloud, request): void => {
    cloud.s3.setBucket(requireBucket(cloud, request), "publicAccessBlock", null);
  },
);

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
  const controls = getSetting<sdk.OwnershipControls>(bucket, "ownershipControls");
  return (
    controls === null ||
    (controls?.Rules ?? []).some(({ ObjectOwnership: objectOwnership }) => objectOwnership !== "BucketOwnerEnforced")
  );
}

/** The only ACL there is: the owner's full control. */
function describeAcl(account: string): sdk.GetBucketAclOutput & sdk.GetObjectAclOutput {
  const owner = createOwner(account);
  return { Owner: owner, Grants: [{ Grantee: { ...owner, Type: "CanonicalUser" }, Permission: "FULL_CONTROL" }] };
}

const bucketAclMembers = bucketMembers satisfies Members<sdk.GetBucketAclRequest>;
const objectAclMembers = { ...objectMembers, ...versionMembers } satisfies Members<sdk.GetObjectAclRequest>;

/**
 * Returns who may do what with a bucket: its owner, everything.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html
 */
export const getBucketAcl = operation(GetBucketAcl$, bucketAclMembers, (cloud, request): sdk.GetBucketAclOutput => {
  requireBucket(cloud, request);
  return describeAcl(cloud.account);
});

/** Returns who may do what with an object: its owner, everything. */
export const getObjectAcl = operation(GetObjectAcl$, objectAclMembers, (cloud, request): sdk.GetObjectAclOutput => {
  requireObject(cloud, request);
  return describeAcl(cloud.account);
});
