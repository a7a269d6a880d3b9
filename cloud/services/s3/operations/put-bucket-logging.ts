import { PutBucketLogging$, type PutBucketLoggingRequest, type BucketLoggingStatus } from "@aws-sdk/client-s3";
import { createStoredOnly } from "../../../core/telling";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { checkDocument } from "../body/check-document";
import { requireBucket } from "../request-place";
import { checkLogging } from "../setting-checks";
import { createDocumentRule, settingMembers } from "../setting";

const members = {
  ...settingMembers,
  BucketLoggingStatus: required(createDocumentRule<BucketLoggingStatus>()),
} satisfies Members<PutBucketLoggingRequest>;

/** Sets where access to a bucket is logged: stored only, as the lab cloud's journal shows every access. */
export const putBucketLogging = createStoredOnly(
  "S3: where access to a bucket is logged",
  operation(PutBucketLogging$, members, async (cloud, request, call): Promise<void> => {
    await checkDocument(call, false);
    const bucket = requireBucket(cloud, request);
    checkLogging(cloud, request.BucketLoggingStatus);
    cloud.s3.setBucket(bucket, "logging", request.BucketLoggingStatus);
  }),
);
