import {
  PutBucketLifecycleConfiguration$,
  type BucketLifecycleConfiguration,
  type PutBucketLifecycleConfigurationOutput,
  type PutBucketLifecycleConfigurationRequest,
} from "@aws-sdk/client-s3";
import { optional, type Members } from "../../../core/members";
import { keptOnly } from "../../../core/telling";
import { oneOf } from "../../../core/rules";
import { operation } from "../../operation";
import { checkDocument } from "../body/check-document";
import { checksumAlgorithm } from "../body/checksums";
import { malformedXml } from "../faults";
import { bucketMembers } from "../fields";
import { requestedBucket } from "../request-place";
import { checkLifecycleRule } from "../setting-checks";
import { keptDocument } from "../setting";

const members = {
  ...bucketMembers,
  ChecksumAlgorithm: optional(checksumAlgorithm),
  LifecycleConfiguration: optional(keptDocument<BucketLifecycleConfiguration>()),
  TransitionDefaultMinimumObjectSize: optional(oneOf(["all_storage_classes_128K", "varies_by_storage_class"])),
} satisfies Members<PutBucketLifecycleConfigurationRequest>;

/** Sets a bucket's lifecycle rules: stored, but no object ever expires. */
export const putBucketLifecycleConfiguration = keptOnly(
  "S3: the lifecycle of a bucket",
  operation(
    PutBucketLifecycleConfiguration$,
    members,
    async (cloud, request, call): Promise<PutBucketLifecycleConfigurationOutput> => {
      await checkDocument(call, false);
      const bucket = requestedBucket(cloud, request);
      const { LifecycleConfiguration: { Rules = [] } = {}, TransitionDefaultMinimumObjectSize: size = USUAL_SIZE } =
        request;
      if (Rules.length === 0) throw malformedXml();
      for (const rule of Rules) checkLifecycleRule(rule);
      const named = Rules.map((rule) => ({ ...rule, ID: rule.ID ?? cloud.s3.newRuleId() }));
      cloud.s3.setBucket(bucket, "lifecycle", { Rules: named, size });
      return { TransitionDefaultMinimumObjectSize: size };
    },
  ),
);

const USUAL_SIZE = "all_storage_classes_128K";
