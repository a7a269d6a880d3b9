import {
  PutBucketLogging$,
  GetBucketLogging$,
  type PutBucketLoggingRequest,
  type BucketLoggingStatus,
  type GetBucketLoggingOutput,
  type GetBucketLoggingRequest,
} from "@aws-sdk/client-s3";
import { required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { checkDocument } from "./body/check-document";
import { bucketMembers } from "../model/fields";
import { requireBucket } from "./request-target";
import { createDocumentRule, settingMembers, getSetting } from "../model/setting";
import { checkLogging } from "./setting-checks";

const putBucketLoggingMembers = {
  ...settingMembers,
  BucketLoggingStatus: required(createDocumentRule<BucketLoggingStatus>()),
} satisfies Members<PutBucketLoggingRequest>;

/** Sets where access to a bucket is logged: stored only, as the lab cloud's journal shows every access. */
export const putBucketLogging = createStoredOnly(
  "S3: where access to a bucket is logged",
  operation(PutBucketLogging$, putBucketLoggingMembers, async (cloud, request, call): Promise<void> => {
    await checkDocument(call, false);
    const bucket = requireBucket(cloud, request);
    checkLogging(cloud, request.BucketLoggingStatus);
    cloud.s3.setBucket(bucket, "logging", request.BucketLoggingStatus);
  }),
);

const getBucketLoggingMembers = bucketMembers satisfies Members<GetBucketLoggingRequest>;

/** Returns where access to a bucket is to be logged. */
export const getBucketLogging = operation(
  GetBucketLogging$,
  getBucketLoggingMembers,
  (cloud, request): GetBucketLoggingOutput => {
    const bucket = requireBucket(cloud, request);
    const set = getSetting<BucketLoggingStatus>(bucket, "logging") ?? undefined;
    return set?.LoggingEnabled === undefined ? {} : { LoggingEnabled: set.LoggingEnabled };
  },
);
