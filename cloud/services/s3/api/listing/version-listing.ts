import type { StoredKey } from "../../model/keys";
import type { Bucket, ObjectAddress } from "../../model/bucket";
import { getStamp } from "../../model/version-ids";
import { findByVersion, listVersionsFrom, type ListedVersion } from "../../model/versions";

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
