import { DeleteBucketLifecycle$, type DeleteBucketLifecycleRequest } from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { bucketMembers } from "../fields";
import { requireBucket } from "../request-place";

const members = bucketMembers satisfies Members<DeleteBucketLifecycleRequest>;

/** Removes a bucket's lifecycle rules. */
export const deleteBucketLifecycle = operation(DeleteBucketLifecycle$, members, (cloud, request): void => {
  cloud.s3.setBucket(requireBucket(cloud, request), "lifecycle", undefined);
});
