import { DeleteBucketEncryption$, type DeleteBucketEncryptionRequest } from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { bucketMembers } from "../fields";
import { requestedBucket } from "../request-place";

const members = bucketMembers satisfies Members<DeleteBucketEncryptionRequest>;

/** A bucket's objects are labelled with S3's own encryption again. */
export const deleteBucketEncryption = operation(DeleteBucketEncryption$, members, (cloud, request): void => {
  cloud.s3.setBucket(requestedBucket(cloud, request), "encryption", undefined);
});
