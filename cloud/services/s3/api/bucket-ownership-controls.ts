import {
  PutBucketOwnershipControls$,
  GetBucketOwnershipControls$,
  DeleteBucketOwnershipControls$,
  type PutBucketOwnershipControlsRequest,
  type OwnershipControls,
  type GetBucketOwnershipControlsOutput,
  type GetBucketOwnershipControlsRequest,
  type DeleteBucketOwnershipControlsRequest,
} from "@aws-sdk/client-s3";
import { required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { checkDocument } from "./body/check-document";
import { bucketMembers } from "../model/fields";
import { requireBucket } from "./request-target";
import { createDocumentRule, settingMembers, getSetting } from "../model/setting";
import { checkOwnership, noOwnershipControls } from "./setting-checks";

const putBucketOwnershipControlsMembers = {
  ...settingMembers,
  OwnershipControls: required(createDocumentRule<OwnershipControls>()),
} satisfies Members<PutBucketOwnershipControlsRequest>;

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

const bucketOwnershipControlsMembers = bucketMembers satisfies Members<GetBucketOwnershipControlsRequest> &
  Members<DeleteBucketOwnershipControlsRequest>;

/** The default of buckets on AWS since April 2023. */
const DEFAULT_OWNERSHIP_CONTROLS: OwnershipControls = { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] };

/** Returns a bucket's ownership controls, which say who owns its objects. */
export const getBucketOwnershipControls = operation(
  GetBucketOwnershipControls$,
  bucketOwnershipControlsMembers,
  (cloud, request): GetBucketOwnershipControlsOutput => {
    const bucket = requireBucket(cloud, request);
    const set = getSetting<OwnershipControls>(bucket, "ownershipControls");
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
