import { GetBucketPolicy$, type GetBucketPolicyOutput, type GetBucketPolicyRequest } from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { bucketMembers } from "../fields";
import { requireBucket } from "../request-place";
import { getSetting } from "../setting";
import { noBucketPolicy } from "../setting-faults";

const members = bucketMembers satisfies Members<GetBucketPolicyRequest>;

/** Returns a bucket's policy, as it was put. */
export const getBucketPolicy = operation(GetBucketPolicy$, members, (cloud, request): GetBucketPolicyOutput => {
  const bucket = requireBucket(cloud, request);
  const set = getSetting<string>(bucket, "policy");
  if (set === undefined || set === null) throw noBucketPolicy(bucket.name);
  return { Policy: set };
});
