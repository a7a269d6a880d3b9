import { DeleteBucketCors$, type DeleteBucketCorsRequest } from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { bucketMembers } from "../fields";
import { requireBucket } from "../request-place";

const members = bucketMembers satisfies Members<DeleteBucketCorsRequest>;

/** Removes a bucket's CORS rules. */
export const deleteBucketCors = operation(DeleteBucketCors$, members, (cloud, request): void => {
  cloud.s3.setBucket(requireBucket(cloud, request), "cors", undefined);
});
