import {
  GetBucketOwnershipControls$,
  type GetBucketOwnershipControlsOutput,
  type GetBucketOwnershipControlsRequest,
  type OwnershipControls,
} from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { bucketMembers } from "../fields";
import { requestedBucket } from "../request-place";
import { settingOf } from "../setting";
import { noOwnershipControls } from "../setting-faults";

const members = bucketMembers satisfies Members<GetBucketOwnershipControlsRequest>;

/** As AWS makes buckets since April 2023. */
const USUAL: OwnershipControls = { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] };

/** Whose the objects of a bucket are. */
export const getBucketOwnershipControls = operation(
  GetBucketOwnershipControls$,
  members,
  (cloud, request): GetBucketOwnershipControlsOutput => {
    const bucket = requestedBucket(cloud, request);
    const set = settingOf<OwnershipControls>(bucket, "ownershipControls");
    if (set === null) throw noOwnershipControls(bucket.name);
    return { OwnershipControls: set ?? USUAL };
  },
);
