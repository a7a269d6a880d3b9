import {
  GetBucketLifecycleConfiguration$,
  type GetBucketLifecycleConfigurationOutput,
  type GetBucketLifecycleConfigurationRequest,
  type LifecycleRule,
  type TransitionDefaultMinimumObjectSize,
} from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { bucketMembers } from "../fields";
import { requestedBucket } from "../request-place";
import { settingOf } from "../setting";
import { noLifecycle } from "../setting-faults";

const members = bucketMembers satisfies Members<GetBucketLifecycleConfigurationRequest>;

interface Kept {
  readonly Rules: LifecycleRule[];
  readonly size: TransitionDefaultMinimumObjectSize;
}

/** When objects of a bucket are to expire. */
export const getBucketLifecycleConfiguration = operation(
  GetBucketLifecycleConfiguration$,
  members,
  (cloud, request): GetBucketLifecycleConfigurationOutput => {
    const bucket = requestedBucket(cloud, request);
    const set = settingOf<Kept>(bucket, "lifecycle");
    if (set === undefined || set === null) throw noLifecycle(bucket.name);
    return { Rules: set.Rules, TransitionDefaultMinimumObjectSize: set.size };
  },
);
