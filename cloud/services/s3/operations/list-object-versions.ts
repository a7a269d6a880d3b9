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
import { invalidArgument } from "../faults";
import { heldKey, plainKey } from "../keys";
import { keySpelling, type KeySpelling } from "../listing/listing-text";
import { listingMembers, MOST_KEYS, toldObject } from "../listing/object-listing";
import { listVersions } from "../listing/version-listing";
import { requestedBucket } from "../request-place";
import { ownerOf, toldTime } from "../spelling";
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
      throw invalidArgument("A version-id marker cannot be specified without a key marker.", {
        name: "version-id-marker",
        value: VersionIdMarker,
      });
    const bucket = requestedBucket(cloud, request);
    const most = Math.min(request.MaxKeys ?? MOST_KEYS, MOST_KEYS);
    const spell = keySpelling(request.EncodingType);
    const page = listVersions(bucket, {
      prefix: heldKey(prefix),
      delimiter: heldKey(delimiter),
      keyMarker: heldKey(KeyMarker),
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
            NextKeyMarker: spell(plainKey(page.next.key)),
            ...(page.next.version === undefined ? {} : { NextVersionIdMarker: page.next.version }),
          }),
      Versions: page.versions.flatMap((one) => toldVersion(one, tell)),
      DeleteMarkers: page.versions.flatMap((one) => toldMarker(one, tell)),
      CommonPrefixes: page.commonPrefixes.map((one) => ({ Prefix: spell(plainKey(one)) })),
      ...(request.EncodingType === undefined ? {} : { EncodingType: request.EncodingType }),
    };
  },
);

interface Telling {
  readonly spell: KeySpelling;
  readonly account: string;
}

function toldVersion({ key, version, isLatest, held }: ListedVersion, { spell, account }: Telling): ObjectVersion[] {
  if (typeof held === "number") return [];
  return [
    {
      Key: spell(plainKey(key)),
      VersionId: version,
      IsLatest: isLatest,
      ...toldObject(held),
      Owner: ownerOf(account),
    },
  ];
}

function toldMarker({ key, version, isLatest, held }: ListedVersion, { spell, account }: Telling): DeleteMarkerEntry[] {
  if (typeof held !== "number") return [];
  return [
    {
      Key: spell(plainKey(key)),
      VersionId: version,
      IsLatest: isLatest,
      LastModified: toldTime(held),
      Owner: ownerOf(account),
    },
  ];
}
