import { PutBucketCors$, type PutBucketCorsRequest, type CORSConfiguration } from "@aws-sdk/client-s3";
import { createStoredOnly } from "../../../core/telling";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { checkDocument } from "../body/check-document";
import { requireBucket } from "../request-place";
import { createDocumentRule, settingMembers } from "../setting";

const members = {
  ...settingMembers,
  CORSConfiguration: required(createDocumentRule<CORSConfiguration>()),
} satisfies Members<PutBucketCorsRequest>;

/** Sets a bucket's CORS rules: stored, but the lab cloud lets no web page read a bucket. */
export const putBucketCors = createStoredOnly(
  "S3: which web pages may read a bucket (CORS)",
  operation(PutBucketCors$, members, async (cloud, request, call): Promise<void> => {
    await checkDocument(call, false);
    const bucket = requireBucket(cloud, request);
    cloud.s3.setBucket(bucket, "cors", request.CORSConfiguration);
  }),
);
