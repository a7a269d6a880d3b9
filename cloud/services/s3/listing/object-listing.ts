import type { CommonPrefix, ObjectVersion, _Object } from "@aws-sdk/client-s3";
import { optional, refused } from "../../../core/members";
import { string } from "../../../core/rules";
import { bucketMembers, encodingType, objectMembers, pageSize } from "../fields";
import { heldKey, plainKey, type HeldKey } from "../keys";
import { listPage, type Page } from "./list-page";
import { keySpelling, type KeySpelling } from "./listing-text";
import type { Bucket } from "../store/bucket";
import { ownerOf, quoted, toldTime } from "../spelling";
import { unpacked, type PackedObject } from "../store/stored-object";

/** The members of both listings' requests. */
export const listingMembers = {
  ...bucketMembers,
  RequestPayer: objectMembers.RequestPayer,
  Prefix: optional(string()),
  Delimiter: optional(string()),
  MaxKeys: optional(pageSize("max-keys", "maxKeys")),
  EncodingType: optional(encodingType),
  OptionalObjectAttributes: refused(),
};

/** S3 never lists more at once. */
export const MOST_KEYS = 1000;

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
interface ListingWay {
  /** Only entries after this key. */
  readonly after: HeldKey;
  /** The account, if the answer contains owners. */
  readonly owner: string | undefined;
}

export function listObjectsPage(
  bucket: Bucket,
  request: ObjectListingRequest,
  way: ListingWay,
): { readonly listing: ObjectListing; readonly page: Page<PackedObject>; readonly spell: KeySpelling } {
  const { Prefix: prefix = "", Delimiter: delimiter = "", MaxKeys: most = MOST_KEYS, EncodingType } = request;
  const spell = keySpelling(EncodingType);
  const page = listPage(bucket.objects, {
    prefix: heldKey(prefix),
    delimiter: heldKey(delimiter),
    after: way.after,
    most: Math.min(most, MOST_KEYS),
  });
  const listing: ObjectListing = {
    Name: bucket.name,
    Prefix: spell(prefix),
    MaxKeys: Math.min(most, MOST_KEYS),
    IsTruncated: page.isTruncated,
    ...(delimiter === "" ? {} : { Delimiter: spell(delimiter) }),
    ...(page.entries.length === 0
      ? {}
      : {
          Contents: page.entries.map(([key, object]) => ({
            Key: spell(plainKey(key)),
            ...toldObject(object),
            ...(way.owner === undefined ? {} : { Owner: ownerOf(way.owner) }),
          })),
        }),
    ...(page.commonPrefixes.length === 0
      ? {}
      : { CommonPrefixes: page.commonPrefixes.map((one) => ({ Prefix: spell(plainKey(one)) })) }),
    ...(EncodingType === undefined ? {} : { EncodingType }),
  };
  return { listing, page, spell };
}

/** The members for an object in every listing, that of versions included. */
export function toldObject(object: PackedObject): Omit<_Object & ObjectVersion, "Key"> {
  const { modifiedAt, etag, checksum, size } = unpacked(object);
  return {
    LastModified: toldTime(modifiedAt),
    ETag: quoted(etag),
    ChecksumAlgorithm: [checksum.algorithm],
    ChecksumType: checksum.type,
    Size: size,
    StorageClass: "STANDARD",
  };
}
