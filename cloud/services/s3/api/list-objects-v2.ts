import { ListObjectsV2$, type ListObjectsV2Output, type ListObjectsV2Request } from "@aws-sdk/client-s3";
import { optional, type Members } from "../../../core/members";
import { boolean, string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { createInvalidArgumentFault } from "../model/faults";
import { toStoredKey } from "../model/keys";
import { parseContinuationToken, createContinuationToken } from "./listing/listing-text";
import { listingMembers, listObjectsPage } from "./object-listing";
import { requireBucket } from "./request-target";

const members = {
  ...listingMembers,
  ContinuationToken: optional(string()),
  FetchOwner: optional(boolean()),
  StartAfter: optional(string()),
} satisfies Members<ListObjectsV2Request>;

/**
 * Lists objects by key; a token gives the position of the next page.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export const listObjectsV2 = operation(ListObjectsV2$, members, (cloud, request, { reply }): ListObjectsV2Output => {
  const { ContinuationToken: token, StartAfter: startAfter, FetchOwner: namesOwner = false } = request;
  if (token === "")
    throw createInvalidArgumentFault("The continuation token provided is incorrect", { name: "continuation-token" });
  const after = token === undefined ? toStoredKey(startAfter ?? "") : parseContinuationToken(token);
  const bucket = requireBucket(cloud, request);
  reply.headers["x-amz-bucket-region"] = bucket.document.region;
  const { listing, page, spell } = listObjectsPage(bucket, request, {
    after,
    owner: namesOwner ? cloud.account : undefined,
  });
  return {
    ...listing,
    KeyCount: page.entries.length + page.commonPrefixes.length,
    ...(token === undefined ? {} : { ContinuationToken: token }),
    ...(page.isTruncated && page.last !== undefined
      ? { NextContinuationToken: createContinuationToken(page.last) }
      : {}),
    // With a token StartAfter has no effect, and the answer does not contain it (recorded on AWS by LocalStack,
    // 2026-02-21).
    ...(startAfter === undefined || startAfter === "" || token !== undefined ? {} : { StartAfter: spell(startAfter) }),
  };
});
