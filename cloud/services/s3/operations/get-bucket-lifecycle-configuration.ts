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

/** Converts a stored date, which is a string after the cloud has read the bucket from its data folder. */
const moment = (kept: Date | undefined): Date | undefined => (kept === undefined ? undefined : new Date(kept));

const ruleOf = (rule: LifecycleRule): LifecycleRule => ({
  ...rule,
  ...(rule.Expiration && { Expiration: { ...rule.Expiration, Date: moment(rule.Expiration.Date) } }),
  ...(rule.Transitions && { Transitions: rule.Transitions.map((one) => ({ ...one, Date: moment(one.Date) })) }),
});

/** Returns a bucket's lifecycle rules. */
export const getBucketLifecycleConfiguration = operation(
  GetBucketLifecycleConfiguration$,
  members,
  (cloud, request): GetBucketLifecycleConfigurationOutput => {
    const bucket = requestedBucket(cloud, request);
    const set = settingOf<Kept>(bucket, "lifecycle");
    if (set === undefined || set === null) throw noLifecycle(bucket.name);
    return { Rules: set.Rules.map(ruleOf), TransitionDefaultMinimumObjectSize: set.size };
  },
);
