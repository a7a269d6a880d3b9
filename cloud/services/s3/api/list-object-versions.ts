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
import { toStoredKey, toPlainKey, type StoredKey, getStamp } from "../model/keys";
import { listingMembers, MAX_KEYS, describeObject } from "./list-objects";
import { requireBucket } from "./request-target";
import { createOwner } from "./spelling";
import { toWholeSecondsDate } from "../../../core/cloud-time";
import { type ListedVersion, findByVersion, listVersionsFrom } from "../model/versions";
import type { Bucket, ObjectAddress } from "../model/bucket";
import { createKeySpelling, type KeyEncoder } from "./listing/list-page";

/** The part of a bucket's versions to list. Keys are in their stored form. */
export interface VersionListingRequest {
  readonly prefix: StoredKey;
  readonly delimiter: StoredKey;
  /** Only entries after this key or common prefix; empty for all. */
  readonly keyMarker: StoredKey;
  /** If set, also versions of the marker's own key that are older than this one. */
  readonly versionMarker: string;
  readonly max: number;
}

interface VersionPage {
  readonly versions: readonly ListedVersion[];
  readonly commonPrefixes: readonly StoredKey[];
  /** The markers for the next page; undefined if there is none. */
  readonly next: { readonly key: StoredKey; readonly version: string | undefined } | undefined;
}

/** Lists versions by key, each key's newest first. */
export function listVersions(bucket: Bucket, request: VersionListingRequest): VersionPage {
  const { prefix, max } = request;
  const versions: ListedVersion[] = [];
  const commonPrefixes: StoredKey[] = [];
  let last: VersionPage["next"];
  const createPage = (next: VersionPage["next"]): VersionPage => ({ versions, commonPrefixes, next });
  if (max === 0) return createPage(undefined);
  for (const version of skipToMarkers(bucket, request)) {
    if (!version.key.startsWith(prefix)) break;
    const common = getCommonPrefix(version.key, request);
    if (common !== undefined && (common === commonPrefixes.at(-1) || request.keyMarker.startsWith(common))) continue;
    if (versions.length + commonPrefixes.length === max) return createPage(last);
    if (common === undefined) versions.push(version);
    else commonPrefixes.push(common);
    last = common === undefined ? { key: version.key, version: version.version } : { key: common, version: undefined };
  }
  return createPage(undefined);
}

function* skipToMarkers(
  bucket: Bucket,
  { prefix, keyMarker, versionMarker }: VersionListingRequest,
): Generator<ListedVersion> {
  const isOlder = createOlderTest({ bucket, key: keyMarker }, versionMarker);
  let isAfter = false;
  for (const version of listVersionsFrom(bucket, keyMarker > prefix ? keyMarker : prefix)) {
    if (keyMarker === "" || version.key > keyMarker) yield version;
    else if (version.key === keyMarker && versionMarker !== "") {
      isAfter ||= isOlder(version.version);
      if (isAfter) yield version;
      isAfter ||= version.version === versionMarker;
    }
  }
}

/** Tests whether a version comes after a marker by its age: the marker's own version may have been deleted since. */
function createOlderTest(address: ObjectAddress, marker: string): (version: string) => boolean {
  const isDeleted = marker !== "" && findByVersion(address, marker) === undefined;
  const stamp = isDeleted ? getStamp(marker) : undefined;
  return (version) => stamp !== undefined && (getStamp(version) ?? Infinity) < stamp;
}

function getCommonPrefix(key: StoredKey, { prefix, delimiter }: VersionListingRequest): StoredKey | undefined {
  const at = delimiter === "" || !key.startsWith(prefix) ? -1 : key.indexOf(delimiter, prefix.length);
  return at === -1 ? undefined : key.slice(0, at + delimiter.length);
}

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
  readonly spell: KeyEncoder;
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
