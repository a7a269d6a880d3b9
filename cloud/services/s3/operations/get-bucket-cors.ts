import {
  GetBucketCors$,
  type GetBucketCorsOutput,
  type GetBucketCorsRequest,
  type CORSConfiguration,
} from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { bucketMembers } from "../fields";
import { requireBucket } from "../request-place";
import { getSetting } from "../setting";
import { noCors } from "../setting-faults";

const members = bucketMembers satisfies Members<GetBucketCorsRequest>;

/** Returns a bucket's CORS rules. */
export const getBucketCors = operation(GetBucketCors$, members, (cloud, request): GetBucketCorsOutput => {
  const bucket = requireBucket(cloud, request);
  const set = getSetting<CORSConfiguration>(bucket, "cors");
  if (set === undefined || set === null) throw noCors(bucket.name);
  return { CORSRules: set.CORSRules };
});
