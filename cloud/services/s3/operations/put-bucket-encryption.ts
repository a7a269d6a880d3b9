import {
  PutBucketEncryption$,
  type PutBucketEncryptionRequest,
  type ServerSideEncryptionConfiguration,
} from "@aws-sdk/client-s3";
import { createStoredOnly } from "../../../core/telling";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { checkDocument } from "../body/check-document";
import { requireBucket } from "../request-place";
import { checkEncryption } from "../setting-checks";
import { createDocumentRule, settingMembers } from "../setting";

const members = {
  ...settingMembers,
  ServerSideEncryptionConfiguration: required(createDocumentRule<ServerSideEncryptionConfiguration>()),
} satisfies Members<PutBucketEncryptionRequest>;

/** Sets a bucket's default encryption: new objects without their own describe themselves as encrypted so. */
export const putBucketEncryption = createStoredOnly(
  "S3: encryption by a key of KMS",
  operation(PutBucketEncryption$, members, async (cloud, request, call): Promise<void> => {
    await checkDocument(call, false);
    const bucket = requireBucket(cloud, request);
    checkEncryption(request.ServerSideEncryptionConfiguration);
    cloud.s3.setBucket(bucket, "encryption", request.ServerSideEncryptionConfiguration);
  }),
);
