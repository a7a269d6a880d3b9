import { ListObjectsV2$, ListObjects$ } from "@aws-sdk/client-s3";
import type * as sdk from "@aws-sdk/client-s3";
import { optional, type Members, refused } from "../../../core/members";
import { boolean, string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { createInvalidArgumentFault } from "../model/faults";
import { toStoredKey, toPlainKey, type StoredKey } from "../model/keys";
import { requireBucket } from "./request-target";
import {
  parseContinuationToken,
  createContinuationToken,
  listPage,
  type Page,
  createKeySpelling,
  type KeyEncoder,
} from "./listing/list-page";
import { bucketMembers, encodingType, objectMembers, createPageSizeRule } from "../model/fields";
import type { Bucket } from "../model/bucket";
import { createOwner, getStorageClass, quoteEtag } from "./spelling";
import { toWholeSecondsDate } from "../../../core/cloud-time";
import { unpackObject, type PackedObject } from "../store/stored-object";

/** The members of both listings' requests. */
export const listingMembers = {
  ...bucketMembers,
  RequestPayer: objectMembers.RequestPayer,
  Prefix: optional(string()),
  Delimiter: optional(string()),
  MaxKeys: optional(createPageSizeRule("max-keys", "maxKeys")),
  EncodingType: optional(encodingType),
  OptionalObjectAttributes: refused(),
};

/** S3 never lists more at once. */
export const MAX_KEYS = 1000;

/** A listing request that passed its rules. */
interface ObjectListingRequest {
  readonly Prefix?: string | undefined;
  readonly Delimiter?: string | undefined;
  readonly MaxKeys?: number | undefined;
  readonly EncodingType?: "url" | undefined;
}

/** The members of both listings' answers. */
interface ObjectListing {
  readonly IsTruncated: boolean;
  readonly Contents?: sdk._Object[];
  readonly CommonPrefixes?: sdk.CommonPrefix[];
  readonly Name: string;
  readonly Prefix: string;
  readonly Delimiter?: string;
  readonly MaxKeys: number;
  readonly EncodingType?: "url";
}

/** The differences between the two listings. */
interface ListingVariant {
  /** Only entries after this key. */
  readonly after: StoredKey;
  /** The account, if the answer contains owners. */
  readonly owner: string | undefined;
}

function listObjectsPage(
  bucket: Bucket,
  request: ObjectListingRequest,
  way: ListingVariant,
): { readonly listing: ObjectListing; readonly page: Page<PackedObject>; readonly spell: KeyEncoder } {
  const { Prefix: prefix = "", Delimiter: delimiter = "", MaxKeys: max = MAX_KEYS, EncodingType } = request;
  const spell = createKeySpelling(EncodingType);
  const page = listPage(bucket.objects, {
    prefix: toStoredKey(prefix),
    delimiter: toStoredKey(delimiter),
    after: way.after,
    max: Math.min(max, MAX_KEYS),
  });
  const listing: ObjectListing = {
    Name: bucket.name,
    Prefix: spell(prefix),
    MaxKeys: Math.min(max, MAX_KEYS),
    IsTruncated: page.isTruncated,
    ...(delimiter === "" ? {} : { Delimiter: spell(delimiter) }),
    ...(page.entries.length === 0
      ? {}
      : {
          Contents: page.entries.map(([key, object]) => ({
            Key: spell(toPlainKey(key)),
            ...describeObject(object),
            ...(way.owner === undefined ? {} : { Owner: createOwner(way.owner) }),
          })),
        }),
    ...(page.commonPrefixes.length === 0
      ? {}
      : { CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: spell(toPlainKey(prefix)) })) }),
    ...(EncodingType === undefined ? {} : { EncodingType }),
  };
  return { listing, page, spell };
}

/** The members for an object in every listing, that of versions included. */
export function describeObject(object: PackedObject): Omit<sdk._Object & sdk.ObjectVersion, "Key"> {
  const { modifiedAt, etag, checksum, size, details } = unpackObject(object);
  return {
    LastModified: toWholeSecondsDate(modifiedAt),
    ETag: quoteEtag(etag),
    ChecksumAlgorithm: [checksum.algorithm],
    ChecksumType: checksum.type,
    Size: size,
    // The SDK's type of versions has one class; AWS returns the others, too.
    StorageClass: getStorageClass<"STANDARD">(details),
  };
}

const listObjectsV2Members = {
  ...listingMembers,
  ContinuationToken: optional(string()),
  FetchOwner: optional(boolean()),
  StartAfter: optional(string()),
} satisfies Members<sdk.ListObjectsV2Request>;

/**
 * Lists objects by key; a token gives the position of the next page.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export const listObjectsV2 = operation(
  ListObjectsV2$,
  listObjectsV2Members,
  (cloud, request, { reply }): sdk.ListObjectsV2Output => {
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

const listObjectsMembers = { ...listingMembers, Marker: optional(string()) } satisfies Members<sdk.ListObjectsRequest>;

/**
 * Lists objects by key, by the older API: the next page begins after a marker.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html
 */
export const listObjects = operation(
  ListObjects$,
  listObjectsMembers,
  (cloud, request, { reply }): sdk.ListObjectsOutput => {
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
