import {
  GetBucketOwnershipControls$,
  type GetBucketOwnershipControlsOutput,
  type GetBucketOwnershipControlsRequest,
  type OwnershipControls,
} from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { bucketMembers } from "../fields";
import { requireBucket } from "../request-place";
import { getSetting } from "../setting";
import { noOwnershipControls } from "../setting-faults";

const members = bucketMembers satisfies Members<GetBucketOwnershipControlsRequest>;

/** The default of buckets on AWS since April 2023. */
const USUAL: OwnershipControls = { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] };

/** Returns a bucket's ownership controls, which say who owns its objects. */
export const getBucketOwnershipControls = operation(
  GetBucketOwnershipControls$,
  members,
  (cloud, request): GetBucketOwnershipControlsOutput => {
    const bucket = requireBucket(cloud, request);
    const set = getSetting<OwnershipControls>(bucket, "ownershipControls");
    if (set === null) throw noOwnershipControls(bucket.name);
    return { OwnershipControls: set ?? USUAL };
  },
);
