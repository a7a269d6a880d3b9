import {
  ListObjectVersions$,
  type DeleteMarkerEntry,
  type ListObjectVersionsOutput,
  type ListObjectVersionsRequest,
  type ObjectVersion,
} from "@aws-sdk/client-s3";
import { optional, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../operation";
import { createInvalidArgumentFault } from "../faults";
import { toHeldKey, toPlainKey } from "../keys";
import { createKeySpelling, type KeySpelling } from "../listing/listing-text";
import { listingMembers, MOST_KEYS, describeObject } from "../listing/object-listing";
import { listVersions } from "../listing/version-listing";
import { requireBucket } from "../request-place";
import { createOwner, toWholeSecondsDate } from "../spelling";
import type { ListedVersion } from "../store/versions";

const members = {
  ...listingMembers,
  KeyMarker: optional(string()),
  VersionIdMarker: optional(string()),
} satisfies Members<ListObjectVersionsRequest>;

/**
 * Lists the versions of a bucket's objects, and the delete markers that hide them, by key, newest first.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 */
export const listObjectVersions = operation(
  ListObjectVersions$,
  members,
  (cloud, request): ListObjectVersionsOutput => {
    const { Prefix: prefix = "", Delimiter: delimiter = "", KeyMarker = "", VersionIdMarker = "" } = request;
    if (VersionIdMarker !== "" && KeyMarker === "")
      throw createInvalidArgumentFault("A version-id marker cannot be specified without a key marker.", {
        name: "version-id-marker",
        value: VersionIdMarker,
      });
    const bucket = requireBucket(cloud, request);
    const most = Math.min(request.MaxKeys ?? MOST_KEYS, MOST_KEYS);
    const spell = createKeySpelling(request.EncodingType);
    const page = listVersions(bucket, {
      prefix: toHeldKey(prefix),
      delimiter: toHeldKey(delimiter),
      keyMarker: toHeldKey(KeyMarker),
      versionMarker: VersionIdMarker,
      most,
    });
    const tell = { spell, account: cloud.account };
    return {
      Name: bucket.name,
      Prefix: spell(prefix),
      KeyMarker: spell(KeyMarker),
      VersionIdMarker,
      MaxKeys: most,
      IsTruncated: page.next !== undefined,
      ...(delimiter === "" ? {} : { Delimiter: spell(delimiter) }),
      ...(page.next === undefined
        ? {}
        : {
            NextKeyMarker: spell(toPlainKey(page.next.key)),
            ...(page.next.version === undefined ? {} : { NextVersionIdMarker: page.next.version }),
          }),
      Versions: page.versions.flatMap((one) => describeVersion(one, tell)),
      DeleteMarkers: page.versions.flatMap((one) => describeMarker(one, tell)),
      CommonPrefixes: page.commonPrefixes.map((one) => ({ Prefix: spell(toPlainKey(one)) })),
      ...(request.EncodingType === undefined ? {} : { EncodingType: request.EncodingType }),
    };
  },
);

interface Telling {
  readonly spell: KeySpelling;
  readonly account: string;
}

function describeVersion(
  { key, version, isLatest, held }: ListedVersion,
  { spell, account }: Telling,
): ObjectVersion[] {
  if (typeof held === "number") return [];
  return [
    {
      Key: spell(toPlainKey(key)),
      VersionId: version,
      IsLatest: isLatest,
      ...describeObject(held),
      Owner: createOwner(account),
    },
  ];
}

function describeMarker(
  { key, version, isLatest, held }: ListedVersion,
  { spell, account }: Telling,
): DeleteMarkerEntry[] {
  if (typeof held !== "number") return [];
  return [
    {
      Key: spell(toPlainKey(key)),
      VersionId: version,
      IsLatest: isLatest,
      LastModified: toWholeSecondsDate(held),
      Owner: createOwner(account),
    },
  ];
}
