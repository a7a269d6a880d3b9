import { PutBucketLogging$, type PutBucketLoggingRequest, type BucketLoggingStatus } from "@aws-sdk/client-s3";
import { keptOnly } from "../../../core/telling";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { checkDocument } from "../body/check-document";
import { requestedBucket } from "../request-place";
import { keptDocument, settingMembers } from "../setting";

const members = {
  ...settingMembers,
  BucketLoggingStatus: required(keptDocument<BucketLoggingStatus>()),
} satisfies Members<PutBucketLoggingRequest>;

/** Where access to a bucket is to be logged: the journal shows it here. */
export const putBucketLogging = keptOnly(
  "S3: where access to a bucket is logged",
  operation(PutBucketLogging$, members, async (cloud, request, call): Promise<void> => {
    await checkDocument(call, false);
    const bucket = requestedBucket(cloud, request);
    cloud.s3.setBucket(bucket, "logging", request.BucketLoggingStatus);
  }),
);
