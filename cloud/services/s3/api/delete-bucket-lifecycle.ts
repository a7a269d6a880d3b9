import { DeleteBucketLifecycle$, type DeleteBucketLifecycleRequest } from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { bucketMembers } from "../model/fields";
import { requireBucket } from "./request-target";

const members = bucketMembers satisfies Members<DeleteBucketLifecycleRequest>;

/** Removes a bucket's lifecycle rules. */
export const deleteBucketLifecycle = operation(DeleteBucketLifecycle$, members, (cloud, request): void => {
  cloud.s3.setBucket(requireBucket(cloud, request), "lifecycle", undefined);
});
