import { ListObjects$, type ListObjectsOutput, type ListObjectsRequest } from "@aws-sdk/client-s3";
import { optional, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { toStoredKey, toPlainKey } from "../model/keys";
import { listingMembers, listObjectsPage } from "./object-listing";
import { requireBucket } from "./request-target";

const members = { ...listingMembers, Marker: optional(string()) } satisfies Members<ListObjectsRequest>;

/**
 * Lists objects by key, by the older API: the next page begins after a marker.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html
 */
export const listObjects = operation(ListObjects$, members, (cloud, request, { reply }): ListObjectsOutput => {
  const { Marker: marker = "", Delimiter: delimiter = "" } = request;
  const bucket = requireBucket(cloud, request);
  reply.headers["x-amz-bucket-region"] = bucket.document.region;
  const { listing, page, spell } = listObjectsPage(bucket, request, {
    after: toStoredKey(marker),
    owner: cloud.account,
  });
  // Without a delimiter S3 returns no NextMarker: the client uses the last key of the page.
  const next = page.isTruncated && delimiter !== "" ? page.last : undefined;
  return { ...listing, Marker: spell(marker), ...(next === undefined ? {} : { NextMarker: spell(toPlainKey(next)) }) };
});
