import {
  GetBucketAcl$,
  GetObjectAcl$,
  type GetBucketAclOutput,
  type GetBucketAclRequest,
  type GetObjectAclOutput,
  type GetObjectAclRequest,
} from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { describeAcl } from "./acl";
import { bucketMembers, objectMembers, versionMembers } from "../model/fields";
import { requireBucket, requireObject } from "./request-target";

const ofBucket = bucketMembers satisfies Members<GetBucketAclRequest>;
const ofObject = { ...objectMembers, ...versionMembers } satisfies Members<GetObjectAclRequest>;

/**
 * Returns who may do what with a bucket: its owner, everything.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html
 */
export const getBucketAcl = operation(GetBucketAcl$, ofBucket, (cloud, request): GetBucketAclOutput => {
  requireBucket(cloud, request);
  return describeAcl(cloud.account);
});

/** Returns who may do what with an object: its owner, everything. */
export const getObjectAcl = operation(GetObjectAcl$, ofObject, (cloud, request): GetObjectAclOutput => {
  requireObject(cloud, request);
  return describeAcl(cloud.account);
});
