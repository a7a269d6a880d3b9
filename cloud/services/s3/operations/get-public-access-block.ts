import {
  GetPublicAccessBlock$,
  type GetPublicAccessBlockOutput,
  type GetPublicAccessBlockRequest,
  type PublicAccessBlockConfiguration,
} from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { bucketMembers } from "../fields";
import { requireBucket } from "../request-place";
import { getSetting } from "../setting";
import { noPublicAccessBlock } from "../setting-faults";

const members = bucketMembers satisfies Members<GetPublicAccessBlockRequest>;

/** The default of buckets on AWS since April 2023. */
const USUAL: PublicAccessBlockConfiguration = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** Returns which kinds of public access a bucket blocks. */
export const getPublicAccessBlock = operation(
  GetPublicAccessBlock$,
  members,
  (cloud, request): GetPublicAccessBlockOutput => {
    const bucket = requireBucket(cloud, request);
    const set = getSetting<PublicAccessBlockConfiguration>(bucket, "publicAccessBlock");
    if (set === null) throw noPublicAccessBlock(bucket.name);
    return { PublicAccessBlockConfiguration: set ?? USUAL };
  },
);
