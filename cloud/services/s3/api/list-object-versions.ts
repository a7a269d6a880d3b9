import {
  ListObjectVersions$,
  type DeleteMarkerEntry,
  type ListObjectVersionsOutput,
  type ListObjectVersionsRequest,
  type ObjectVersion,
} from "@aws-sdk/client-s3";
import { optional, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { createInvalidArgumentFault } from "../model/faults";
import { toStoredKey, toPlainKey } from "../model/keys";
import { createKeySpelling, type KeySpelling } from "./listing/listing-text";
import { listingMembers, MAX_KEYS, describeObject } from "./listing/object-listing";
import { listVersions } from "./listing/version-listing";
import { requireBucket } from "./request-target";
import { createOwner, toWholeSecondsDate } from "./spelling";
import type { ListedVersion } from "../model/versions";

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
    const max = Math.min(request.MaxKeys ?? MAX_KEYS, MAX_KEYS);
    const spell = createKeySpelling(request.EncodingType);
    const page = listVersions(bucket, {
      prefix: toStoredKey(prefix),
      delimiter: toStoredKey(delimiter),
      keyMarker: toStoredKey(KeyMarker),
      versionMarker: VersionIdMarker,
      max,
    });
    const format = { spell, account: cloud.account };
    return {
      Name: bucket.name,
      Prefix: spell(prefix),
      KeyMarker: spell(KeyMarker),
      VersionIdMarker,
      MaxKeys: max,
      IsTruncated: page.next !== undefined,
      ...(delimiter === "" ? {} : { Delimiter: spell(delimiter) }),
      ...(page.next === undefined
        ? {}
        : {
            NextKeyMarker: spell(toPlainKey(page.next.key)),
            ...(page.next.version === undefined ? {} : { NextVersionIdMarker: page.next.version }),
          }),
      Versions: page.versions.flatMap((version) => describeVersion(version, format)),
      DeleteMarkers: page.versions.flatMap((version) => describeMarker(version, format)),
      CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: spell(toPlainKey(prefix)) })),
      ...(request.EncodingType === undefined ? {} : { EncodingType: request.EncodingType }),
    };
  },
);

interface VersionFormat {
  readonly spell: KeySpelling;
  readonly account: string;
}

function describeVersion(
  { key, version, isLatest, stored }: ListedVersion,
  { spell, account }: VersionFormat,
): ObjectVersion[] {
  if (typeof stored === "number") return [];
  return [
    {
      Key: spell(toPlainKey(key)),
      VersionId: version,
      IsLatest: isLatest,
      ...describeObject(stored),
      Owner: createOwner(account),
    },
  ];
}

function describeMarker(
  { key, version, isLatest, stored }: ListedVersion,
  { spell, account }: VersionFormat,
): DeleteMarkerEntry[] {
  if (typeof stored !== "number") return [];
  return [
    {
      Key: spell(toPlainKey(key)),
      VersionId: version,
      IsLatest: isLatest,
      LastModified: toWholeSecondsDate(stored),
      Owner: createOwner(account),
    },
  ];
}
