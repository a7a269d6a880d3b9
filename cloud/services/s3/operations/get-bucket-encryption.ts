import {
  GetBucketEncryption$,
  type GetBucketEncryptionOutput,
  type GetBucketEncryptionRequest,
  type ServerSideEncryptionConfiguration,
} from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { bucketMembers } from "../fields";
import { requestedBucket } from "../request-place";
import { settingOf } from "../setting";

const members = bucketMembers satisfies Members<GetBucketEncryptionRequest>;

/** As every bucket is encrypted since January 2023, and again when its own setting is taken away. */
const USUAL: ServerSideEncryptionConfiguration = {
  Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
};

/** The encryption that objects of a bucket are labelled with unless they say otherwise. */
export const getBucketEncryption = operation(
  GetBucketEncryption$,
  members,
  (cloud, request): GetBucketEncryptionOutput => {
    const bucket = requestedBucket(cloud, request);
    const set = settingOf<ServerSideEncryptionConfiguration>(bucket, "encryption");
    return { ServerSideEncryptionConfiguration: set ?? USUAL };
  },
);
