import {
  ListObjectsV2$,
  type ListObjectsV2Output,
  type ListObjectsV2Request,
  ListObjects$,
  type ListObjectsOutput,
  type ListObjectsRequest,
} from "@aws-sdk/client-s3";
import { optional, type Members } from "../../../core/members";
import { boolean, string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { createInvalidArgumentFault } from "../model/faults";
import { toStoredKey, toPlainKey } from "../model/keys";
import { listingMembers, listObjectsPage } from "./object-listing";
import { requireBucket } from "./request-target";
import { parseContinuationToken, createContinuationToken } from "./listing/list-page";

const listObjectsV2Members = {
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
export const listObjectsV2 = operation(
  ListObjectsV2$,
  listObjectsV2Members,
  (cloud, request, { reply }): ListObjectsV2Output => {
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
      ...(startAfter === undefined || startAfter === "" || token !== undefined
        ? {}
        : { StartAfter: spell(startAfter) }),
    };
  },
);

const listObjectsMembers = { ...listingMembers, Marker: optional(string()) } satisfies Members<ListObjectsRequest>;

/**
 * Lists objects by key, by the older API: the next page begins after a marker.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html
 */
export const listObjects = operation(
  ListObjects$,
  listObjectsMembers,
  (cloud, request, { reply }): ListObjectsOutput => {
    const { Marker: marker = "", Delimiter: delimiter = "" } = request;
    const bucket = requireBucket(cloud, request);
    reply.headers["x-amz-bucket-region"] = bucket.document.region;
    const { listing, page, spell } = listObjectsPage(bucket, request, {
      after: toStoredKey(marker),
      owner: cloud.account,
    });
    // Without a delimiter S3 returns no NextMarker: the client uses the last key of the page.
    const next = page.isTruncated && delimiter !== "" ? page.last : undefined;
    return {
      ...listing,
      Marker: spell(marker),
      ...(next === undefined ? {} : { NextMarker: spell(toPlainKey(next)) }),
    };
  },
);
