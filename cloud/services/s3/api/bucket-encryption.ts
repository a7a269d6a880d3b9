import {
  PutBucketEncryption$,
  GetBucketEncryption$,
  DeleteBucketEncryption$,
  type PutBucketEncryptionRequest,
  type ServerSideEncryptionConfiguration,
  type GetBucketEncryptionOutput,
  type GetBucketEncryptionRequest,
  type DeleteBucketEncryptionRequest,
} from "@aws-sdk/client-s3";
import { required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { checkDocument } from "./body/check-document";
import { bucketMembers } from "../model/fields";
import { requireBucket } from "./request-target";
import { createDocumentRule, settingMembers, getSetting } from "../model/setting";
import { checkEncryption } from "./setting-checks";

const putBucketEncryptionMembers = {
  ...settingMembers,
  ServerSideEncryptionConfiguration: required(createDocumentRule<ServerSideEncryptionConfiguration>()),
} satisfies Members<PutBucketEncryptionRequest>;

/** Sets a bucket's default encryption: new objects without their own describe themselves as encrypted so. */
export const putBucketEncryption = createStoredOnly(
  "S3: encryption by a key of KMS",
  operation(PutBucketEncryption$, putBucketEncryptionMembers, async (cloud, request, call): Promise<void> => {
    await checkDocument(call, false);
    const bucket = requireBucket(cloud, request);
    checkEncryption(request.ServerSideEncryptionConfiguration);
    cloud.s3.setBucket(bucket, "encryption", request.ServerSideEncryptionConfiguration);
  }),
);

const bucketEncryptionMembers = bucketMembers satisfies Members<GetBucketEncryptionRequest> &
  Members<DeleteBucketEncryptionRequest>;

/** The default encryption of every bucket since January 2023, also after its own setting is removed. */
const DEFAULT_ENCRYPTION: ServerSideEncryptionConfiguration = {
  Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
};

/** Returns a bucket's default encryption. */
export const getBucketEncryption = operation(
  GetBucketEncryption$,
  bucketEncryptionMembers,
  (cloud, request): GetBucketEncryptionOutput => {
    const bucket = requireBucket(cloud, request);
    const set = getSetting<ServerSideEncryptionConfiguration>(bucket, "encryption");
    return { ServerSideEncryptionConfiguration: set ?? DEFAULT_ENCRYPTION };
  },
);

/** Resets a bucket's default encryption to S3's own, SSE-S3. */
export const deleteBucketEncryption = operation(
  DeleteBucketEncryption$,
  bucketEncryptionMembers,
  (cloud, request): void => {
    cloud.s3.setBucket(requireBucket(cloud, request), "encryption", undefined);
  },
);
