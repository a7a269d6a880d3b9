import {
  GetBucketEncryption$,
  type GetBucketEncryptionOutput,
  type GetBucketEncryptionRequest,
  type ServerSideEncryptionConfiguration,
} from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { bucketMembers } from "../fields";
import { requireBucket } from "../request-place";
import { getSetting } from "../setting";

const members = bucketMembers satisfies Members<GetBucketEncryptionRequest>;

/** The default encryption of every bucket since January 2023, also after its own setting is removed. */
const USUAL: ServerSideEncryptionConfiguration = {
  Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
};

/** Returns a bucket's default encryption. */
export const getBucketEncryption = operation(
  GetBucketEncryption$,
  members,
  (cloud, request): GetBucketEncryptionOutput => {
    const bucket = requireBucket(cloud, request);
    const set = getSetting<ServerSideEncryptionConfiguration>(bucket, "encryption");
    return { ServerSideEncryptionConfiguration: set ?? USUAL };
  },
);
