import {
  GetBucketVersioning$,
  type GetBucketVersioningOutput,
  type GetBucketVersioningRequest,
} from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { bucketMembers } from "../fields";
import { requireBucket } from "../request-place";

const members = bucketMembers satisfies Members<GetBucketVersioningRequest>;

/** Returns whether a bucket keeps versions; empty for a bucket that never did. */
export const getBucketVersioning = operation(
  GetBucketVersioning$,
  members,
  (cloud, request): GetBucketVersioningOutput => {
    const { versioning } = requireBucket(cloud, request);
    return versioning === undefined ? {} : { Status: versioning };
  },
);
