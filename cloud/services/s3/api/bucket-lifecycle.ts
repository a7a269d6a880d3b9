import {
  PutBucketLifecycleConfiguration$,
  GetBucketLifecycleConfiguration$,
  type BucketLifecycleConfiguration,
  type PutBucketLifecycleConfigurationOutput,
  type PutBucketLifecycleConfigurationRequest,
  type GetBucketLifecycleConfigurationOutput,
  type GetBucketLifecycleConfigurationRequest,
  type LifecycleRule,
  type TransitionDefaultMinimumObjectSize,
  DeleteBucketLifecycle$,
  type DeleteBucketLifecycleRequest,
} from "@aws-sdk/client-s3";
import { optional, type Members } from "../../../core/members";
import { oneOf } from "../../../core/rules";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { checkDocument } from "./body/check-document";
import { checksumAlgorithm } from "../model/checksums";
import { bucketMembers } from "../model/fields";
import { requireBucket } from "./request-target";
import { createDocumentRule, getSetting } from "../model/setting";
import { checkLifecycleRules, noLifecycle } from "./setting-checks";

const putBucketLifecycleConfigurationMembers = {
  ...bucketMembers,
  ChecksumAlgorithm: optional(checksumAlgorithm),
  LifecycleConfiguration: optional(createDocumentRule<BucketLifecycleConfiguration>()),
  TransitionDefaultMinimumObjectSize: optional(oneOf(["all_storage_classes_128K", "varies_by_storage_class"])),
} satisfies Members<PutBucketLifecycleConfigurationRequest>;

/** Sets a bucket's lifecycle rules: stored, but no object ever expires. */
export const putBucketLifecycleConfiguration = createStoredOnly(
  "S3: the lifecycle of a bucket",
  operation(
    PutBucketLifecycleConfiguration$,
    putBucketLifecycleConfigurationMembers,
    async (cloud, request, call): Promise<PutBucketLifecycleConfigurationOutput> => {
      await checkDocument(call, false);
      const bucket = requireBucket(cloud, request);
      const { LifecycleConfiguration: { Rules = [] } = {}, TransitionDefaultMinimumObjectSize: size = USUAL_SIZE } =
        request;
      checkLifecycleRules(Rules);
      const named = Rules.map((rule) => ({ ...rule, ID: rule.ID ?? cloud.s3.createRuleId() }));
      cloud.s3.setBucket(bucket, "lifecycle", { Rules: named, size });
      return { TransitionDefaultMinimumObjectSize: size };
    },
  ),
);

const USUAL_SIZE = "all_storage_classes_128K";

const getBucketLifecycleConfigurationMembers = bucketMembers satisfies Members<GetBucketLifecycleConfigurationRequest>;

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
  getBucketLifecycleConfigurationMembers,
  (cloud, request): GetBucketLifecycleConfigurationOutput => {
    const bucket = requireBucket(cloud, request);
    const set = getSetting<StoredLifecycle>(bucket, "lifecycle");
    if (set === undefined || set === null) throw noLifecycle(bucket.name);
    return { Rules: set.Rules.map(toRule), TransitionDefaultMinimumObjectSize: set.size };
  },
);

const members = bucketMembers satisfies Members<DeleteBucketLifecycleRequest>;

/** Removes a bucket's lifecycle rules. */
export const deleteBucketLifecycle = operation(DeleteBucketLifecycle$, members, (cloud, request): void => {
  cloud.s3.setBucket(requireBucket(cloud, request), "lifecycle", undefined);
});
