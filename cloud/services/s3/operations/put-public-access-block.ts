import {
  PutPublicAccessBlock$,
  type PutPublicAccessBlockRequest,
  type PublicAccessBlockConfiguration,
} from "@aws-sdk/client-s3";
import { createStoredOnly } from "../../../core/telling";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { checkDocument } from "../body/check-document";
import { requireBucket } from "../request-place";
import { createDocumentRule, settingMembers } from "../setting";

const members = {
  ...settingMembers,
  PublicAccessBlockConfiguration: required(createDocumentRule<PublicAccessBlockConfiguration>()),
} satisfies Members<PutPublicAccessBlockRequest>;

/** Sets which kinds of public access a bucket blocks: stored only, as nothing is public in the lab cloud. */
export const putPublicAccessBlock = createStoredOnly(
  "S3: what a bucket blocks of public access",
  operation(PutPublicAccessBlock$, members, async (cloud, request, call): Promise<void> => {
    await checkDocument(call, false);
    const bucket = requireBucket(cloud, request);
    cloud.s3.setBucket(bucket, "publicAccessBlock", {
      BlockPublicAcls: request.PublicAccessBlockConfiguration.BlockPublicAcls ?? false,
      IgnorePublicAcls: request.PublicAccessBlockConfiguration.IgnorePublicAcls ?? false,
      BlockPublicPolicy: request.PublicAccessBlockConfiguration.BlockPublicPolicy ?? false,
      RestrictPublicBuckets: request.PublicAccessBlockConfiguration.RestrictPublicBuckets ?? false,
    });
  }),
);
