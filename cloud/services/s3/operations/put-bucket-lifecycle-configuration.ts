import {
  PutBucketLifecycleConfiguration$,
  type BucketLifecycleConfiguration,
  type PutBucketLifecycleConfigurationOutput,
  type PutBucketLifecycleConfigurationRequest,
} from "@aws-sdk/client-s3";
import { optional, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { oneOf } from "../../../core/rules";
import { operation } from "../../operation";
import { checkDocument } from "../body/check-document";
import { checksumAlgorithm } from "../body/checksums";
import { createMalformedXmlFault } from "../faults";
import { bucketMembers } from "../fields";
import { requireBucket } from "../request-place";
import { checkLifecycleRule } from "../setting-checks";
import { createDocumentRule } from "../setting";

const members = {
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
    members,
    async (cloud, request, call): Promise<PutBucketLifecycleConfigurationOutput> => {
      await checkDocument(call, false);
      const bucket = requireBucket(cloud, request);
      const { LifecycleConfiguration: { Rules = [] } = {}, TransitionDefaultMinimumObjectSize: size = USUAL_SIZE } =
        request;
      if (Rules.length === 0) throw createMalformedXmlFault();
      for (const rule of Rules) checkLifecycleRule(rule);
      const named = Rules.map((rule) => ({ ...rule, ID: rule.ID ?? cloud.s3.createRuleId() }));
      cloud.s3.setBucket(bucket, "lifecycle", { Rules: named, size });
      return { TransitionDefaultMinimumObjectSize: size };
    },
  ),
);

const USUAL_SIZE = "all_storage_classes_128K";
