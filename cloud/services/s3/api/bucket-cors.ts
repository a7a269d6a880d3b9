import {
  PutBucketCors$,
  GetBucketCors$,
  DeleteBucketCors$,
  type PutBucketCorsRequest,
  type CORSConfiguration,
  type GetBucketCorsOutput,
  type GetBucketCorsRequest,
  type DeleteBucketCorsRequest,
} from "@aws-sdk/client-s3";
import { required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { checkDocument } from "./body/check-document";
import { bucketMembers } from "../model/fields";
import { requireBucket } from "./request-target";
import { createDocumentRule, settingMembers, getSetting } from "../model/setting";
import { noCors } from "./setting-checks";

const putBucketCorsMembers = {
  ...settingMembers,
  CORSConfiguration: required(createDocumentRule<CORSConfiguration>()),
} satisfies Members<PutBucketCorsRequest>;

/** Sets a bucket's CORS rules: stored, but the lab cloud lets no web page read a bucket. */
export const putBucketCors = createStoredOnly(
  "S3: which web pages may read a bucket (CORS)",
  operation(PutBucketCors$, putBucketCorsMembers, async (cloud, request, call): Promise<void> => {
    await checkDocument(call, false);
    const bucket = requireBucket(cloud, request);
    cloud.s3.setBucket(bucket, "cors", request.CORSConfiguration);
  }),
);

const bucketCorsMembers = bucketMembers satisfies Members<GetBucketCorsRequest> & Members<DeleteBucketCorsRequest>;

/** Returns a bucket's CORS rules. */
export const getBucketCors = operation(GetBucketCors$, bucketCorsMembers, (cloud, request): GetBucketCorsOutput => {
  const bucket = requireBucket(cloud, request);
  const set = getSetting<CORSConfiguration>(bucket, "cors");
  if (set === undefined || set === null) throw noCors(bucket.name);
  return { CORSRules: set.CORSRules };
});

/** Removes a bucket's CORS rules. */
export const deleteBucketCors = operation(DeleteBucketCors$, bucketCorsMembers, (cloud, request): void => {
  cloud.s3.setBucket(requireBucket(cloud, request), "cors", undefined);
});
