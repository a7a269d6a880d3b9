import type { CommonPrefix, ObjectVersion, _Object } from "@aws-sdk/client-s3";
import { optional, refused } from "../../../core/members";
import { string } from "../../../core/rules";
import { bucketMembers, encodingType, objectMembers, createPageSizeRule } from "../model/fields";
import { toStoredKey, toPlainKey, type StoredKey } from "../model/keys";
import { listPage, type Page, createKeySpelling, type KeyEncoder } from "./listing/list-page";
import type { Bucket } from "../model/bucket";
import { createOwner, getStorageClass, quoteEtag, toWholeSecondsDate } from "./spelling";
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
  readonly Contents?: _Object[];
  readonly CommonPrefixes?: CommonPrefix[];
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

export function listObjectsPage(
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
export function describeObject(object: PackedObject): Omit<_Object & ObjectVersion, "Key"> {
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
