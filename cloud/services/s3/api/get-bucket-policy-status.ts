import {
  GetBucketPolicyStatus$,
  type GetBucketPolicyStatusOutput,
  type GetBucketPolicyStatusRequest,
} from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { bucketMembers } from "../model/fields";
import { requireBucket } from "./request-target";
import { getSetting } from "../model/setting";
import { noBucketPolicy } from "./setting-faults";

const members = bucketMembers satisfies Members<GetBucketPolicyStatusRequest>;

/** Returns whether a bucket's policy makes it public: in the lab cloud never. */
export const getBucketPolicyStatus = operation(
  GetBucketPolicyStatus$,
  members,
  (cloud, request): GetBucketPolicyStatusOutput => {
    const bucket = requireBucket(cloud, request);
    if (typeof getSetting<string>(bucket, "policy") !== "string") throw noBucketPolicy(bucket.name);
    return { PolicyStatus: { IsPublic: false } };
  },
);
