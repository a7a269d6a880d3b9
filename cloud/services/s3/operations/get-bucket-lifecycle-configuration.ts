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
import { requireBucket } from "../request-place";
import { getSetting } from "../setting";
import { noLifecycle } from "../setting-faults";

const members = bucketMembers satisfies Members<GetBucketLifecycleConfigurationRequest>;

interface StoredLifecycle {
  readonly Rules: LifecycleRule[];
  readonly size: TransitionDefaultMinimumObjectSize;
}

/** Converts a stored date, which is a string after the cloud has read the bucket from its data folder. */
const toDate = (stored: Date | undefined): Date | undefined => (stored === undefined ? undefined : new Date(stored));

const toRule = (rule: LifecycleRule): LifecycleRule => ({
  ...rule,
  ...(rule.Expiration && { Expiration: { ...rule.Expiration, Date: toDate(rule.Expiration.Date) } }),
  ...(rule.Transitions && {
    Transitions: rule.Transitions.map((transition) => ({ ...transition, Date: toDate(transition.Date) })),
  }),
});

/** Returns a bucket's lifecycle rules. */
export const getBucketLifecycleConfiguration = operation(
  GetBucketLifecycleConfiguration$,
  members,
  (cloud, request): GetBucketLifecycleConfigurationOutput => {
    const bucket = requireBucket(cloud, request);
    const set = getSetting<StoredLifecycle>(bucket, "lifecycle");
    if (set === undefined || set === null) throw noLifecycle(bucket.name);
    return { Rules: set.Rules.map(toRule), TransitionDefaultMinimumObjectSize: set.size };
  },
);
