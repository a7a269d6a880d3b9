import {
  GetBucketLogging$,
  type GetBucketLoggingOutput,
  type GetBucketLoggingRequest,
  type BucketLoggingStatus,
} from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { bucketMembers } from "../fields";
import { requireBucket } from "../request-place";
import { getSetting } from "../setting";

const members = bucketMembers satisfies Members<GetBucketLoggingRequest>;

/** Returns where access to a bucket is to be logged. */
export const getBucketLogging = operation(GetBucketLogging$, members, (cloud, request): GetBucketLoggingOutput => {
  const bucket = requireBucket(cloud, request);
  const set = getSetting<BucketLoggingStatus>(bucket, "logging") ?? undefined;
  return set?.LoggingEnabled === undefined ? {} : { LoggingEnabled: set.LoggingEnabled };
});
