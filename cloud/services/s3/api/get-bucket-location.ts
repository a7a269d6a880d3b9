import { GetBucketLocation$, type GetBucketLocationOutput, type GetBucketLocationRequest } from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { bucketMembers } from "../model/fields";
import { requireBucket } from "./request-target";

const members = bucketMembers satisfies Members<GetBucketLocationRequest>;

/** The answer's text is the region; the SDK's type lists only the regions known at its release. */
type Reply = { readonly [K in keyof GetBucketLocationOutput]: string | undefined };

/**
 * Returns a bucket's region; empty for us-east-1.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
 */
export const getBucketLocation = operation(GetBucketLocation$, members, (cloud, request): Reply => {
  const { region, location = region } = requireBucket(cloud, request).document;
  return region === "us-east-1" ? {} : { LocationConstraint: location };
});
