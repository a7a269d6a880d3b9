import {
  PutBucketCors$,
  GetBucketCors$,
  DeleteBucketCors$,
  PutBucketEncryption$,
  GetBucketEncryption$,
  DeleteBucketEncryption$,
  PutBucketLifecycleConfiguration$,
  GetBucketLifecycleConfiguration$,
  DeleteBucketLifecycle$,
  PutBucketLogging$,
  GetBucketLogging$,
} from "@aws-sdk/client-s3";
import type * as sdk from "@aws-sdk/client-s3";
import { required, type Members, optional } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { checkDocument } from "./body/check-document";
import { bucketMembers } from "../model/fields";
import { requireBucket } from "./request-target";
import { createDocumentRule, settingMembers, getSetting } from "../model/bucket";
import {
  noCors,
  checkCors,
  checkEncryption,
  checkLifecycleRules,
  noLifecycle,
  checkLogging,
  checkTransitionSize,
} from "./setting-checks";
import { NO_VIOLATIONS, type Rule } from "../../../core/rules";
import { checksumAlgorithm } from "../model/checksums";

const putBucketEncryptionMembers = {
  ...settingMembers,
  ServerSideEncryptionConfiguration: required(createDocumentRule<sdk.ServerSideEncryptionConfiguration>()),
} satisfies Members<sdk.PutBucketEncryptionRequest>;

/** Sets a bucket's default encryption: new objects without their own describe themselves as encrypted so. */
export const putBucketEncryption = createStoredOnly(
  "S3: encryption with a KMS key",
  operation(PutBucketEncryption$, putBucketEncryptionMembers, async (cloud, request, call): Promise<void> => {
    await checkDocument(call, false);
    const bucket = requireBucket(cloud, request);
    checkEncryption(request.ServerSideEncryptionConfiguration);
    cloud.s3.setBucket(bucket, "encryption", request.ServerSideEncryptionConfiguration);
  }),
);

const bucketEncryptionMembers = bucketMembers satisfies Members<sdk.GetBucketEncryptionRequest> &
  Members<sdk.DeleteBucketEncryptionRequest>;

/** The default encryption of every bucket since January 2023, also after its own setting is removed. */
const DEFAULT_ENCRYPTION: sdk.ServerSideEncryptionConfiguration = {
  Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
};

/** Returns a bucket's default encryption. */
export const getBucketEncryption = operation(
  GetBucketEncryption$,
  bucketEncryptionMembers,
  (cloud, request): sdk.GetBucketEncryptionOutput => {
    const bucket = requireBucket(cloud, request);
    const set = getSetting<sdk.ServerSideEncryptionConfiguration>(bucket, "encryption");
    return { ServerSideEncryptionConfiguration: set ?? DEFAULT_ENCRYPTION };
  },
);

/** Resets a bucket's default encryption to S3's own, SSE-S3. */
export const deleteBucketEncryption = operation(
  DeleteBucketEncryption$,
  bucketEncryptionMembers,
  (cloud, request): void => {
    cloud.s3.setBucket(requireBucket(cloud, request), "encryption", undefined);
  },
);

const transitionSize: Rule<sdk.TransitionDefaultMinimumObjectSize> = {
  check(value) {
    checkTransitionSize(String(value));
    return NO_VIOLATIONS;
  },
};

const putBucketLifecycleConfigurationMembers = {
  ...bucketMembers,
  ChecksumAlgorithm: optional(checksumAlgorithm),
  LifecycleConfiguration: optional(createDocumentRule<sdk.BucketLifecycleConfiguration>()),
  TransitionDefaultMinimumObjectSize: optional(transitionSize),
} satisfies Members<sdk.PutBucketLifecycleConfigurationRequest>;

/** Sets a bucket's lifecycle rules: stored, but no object ever expires. */
export const putBucketLifecycleConfiguration = createStoredOnly(
  "S3: the lifecycle of a bucket",
  operation(
    PutBucketLifecycleConfiguration$,
    putBucketLifecycleConfigurationMembers,
    async (cloud, request, call): Promise<sdk.PutBucketLifecycleConfigurationOutput> => {
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

const getBucketLifecycleConfigurationMembers =
  bucketMembers satisfies Members<sdk.GetBucketLifecycleConfigurationRequest>;

interface StoredLifecycle {
  readonly Rules: sdk.LifecycleRule[];
  readonly size: sdk.TransitionDefaultMinimumObjectSize;
}

/** Converts a stored date, which is a string after the cloud has read the bucket from its data folder. */
const toDate = (stored: Date | undefined): Date | undefined => (stored === undefined ? undefined : new Date(stored));

const toRule = (rule: sdk.LifecycleRule): sdk.LifecycleRule => ({
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
  (cloud, request): sdk.GetBucketLifecycleConfigurationOutput => {
    const bucket = requireBucket(cloud, request);
    const set = getSetting<StoredLifecycle>(bucket, "lifecycle");
    if (set === undefined || set === null) throw noLifecycle(bucket.name);
    return { Rules: set.Rules.map(toRule), TransitionDefaultMinimumObjectSize: set.size };
  },
);

const members = bucketMembers satisfies Members<sdk.DeleteBucketLifecycleRequest>;

/** Removes a bucket's lifecycle rules. */
export const deleteBucketLifecycle = operation(DeleteBucketLifecycle$, members, (cloud, request): void => {
  cloud.s3.setBucket(requireBucket(cloud, request), "lifecycle", undefined);
});

const putBucketLoggingMembers = {
  ...settingMembers,
  BucketLoggingStatus: required(createDocumentRule<sdk.BucketLoggingStatus>()),
} satisfies Members<sdk.PutBucketLoggingRequest>;

/** Sets where access to a bucket is logged: stored only, as the lab cloud's journal shows every access. */
export const putBucketLogging = createStoredOnly(
  "S3: where access to a bucket is logged",
  operation(PutBucketLogging$, putBucketLoggingMembers, async (cloud, request, call): Promise<void> => {
    await checkDocument(call, false);
    const bucket = requireBucket(cloud, request);
    checkLogging(cloud, bucket.document.region, request.BucketLoggingStatus);
    cloud.s3.setBucket(bucket, "logging", request.BucketLoggingStatus);
  }),
);

const getBucketLoggingMembers = bucketMembers satisfies Members<sdk.GetBucketLoggingRequest>;

/** Returns where access to a bucket is to be logged. */
export const getBucketLogging = operation(
  GetBucketLogging$,
  getBucketLoggingMembers,
  (cloud, request): sdk.GetBucketLoggingOutput => {
    const bucket = requireBucket(cloud, request);
    const set = getSetting<sdk.BucketLoggingStatus>(bucket, "logging") ?? undefined;
    return set?.LoggingEnabled === undefined ? {} : { LoggingEnabled: set.LoggingEnabled };
  },
);

const putBucketCorsMembers = {
  ...settingMembers,
  CORSConfiguration: required(createDocumentRule<sdk.CORSConfiguration>()),
} satisfies Members<sdk.PutBucketCorsRequest>;

/** Sets a bucket's CORS rules: stored, but the lab cloud lets no web page read a bucket. */
export const putBucketCors = createStoredOnly(
  "S3: which web pages may read a bucket (CORS)",
  operation(PutBucketCors$, putBucketCorsMembers, async (cloud, request, call): Promise<void> => {
    await checkDocument(call, false);
    const bucket = requireBucket(cloud, request);
    checkCors(request.CORSConfiguration);
    cloud.s3.setBucket(bucket, "cors", request.CORSConfiguration);
  }),
);

const bucketCorsMembers = bucketMembers satisfies Members<sdk.GetBucketCorsRequest> &
  Members<sdk.DeleteBucketCorsRequest>;

/** Returns a bucket's CORS rules. */
export const getBucketCors = operation(GetBucketCors$, bucketCorsMembers, (cloud, request): sdk.GetBucketCorsOutput => {
  const bucket = requireBucket(cloud, request);
  const set = getSetting<sdk.CORSConfiguration>(bucket, "cors");
  if (set === undefined || set === null) throw noCors(bucket.name);
  return { CORSRules: set.CORSRules };
});

/** Removes a bucket's CORS rules. */
export const deleteBucketCors = operation(DeleteBucketCors$, bucketCorsMembers, (cloud, request): void => {
  cloud.s3.setBucket(requireBucket(cloud, request), "cors", undefined);
});
