import type { HeldKey } from "../keys";
import type { Bucket } from "../store/bucket";
import { listVersionsFrom, type ListedVersion } from "../store/versions";

/** The part of a bucket's versions to list. Keys are in their stored form. */
export interface VersionListingRequest {
  readonly prefix: HeldKey;
  readonly delimiter: HeldKey;
  /** Only entries after this key or common prefix; empty for all. */
  readonly keyMarker: HeldKey;
  /** If set, also versions of the marker's own key that are older than this one. */
  readonly versionMarker: string;
  readonly most: number;
}

interface VersionPage {
  readonly versions: readonly ListedVersion[];
  readonly commonPrefixes: readonly HeldKey[];
  /** The markers for the next page; undefined if there is none. */
  readonly next: { readonly key: HeldKey; readonly version: string | undefined } | undefined;
}

/** Lists versions by key, each key's newest first. */
export function listVersions(bucket: Bucket, request: VersionListingRequest): VersionPage {
  const { prefix, most } = request;
  const versions: ListedVersion[] = [];
  const commonPrefixes: HeldKey[] = [];
  let last: VersionPage["next"];
  const createPage = (next: VersionPage["next"]): VersionPage => ({ versions, commonPrefixes, next });
  if (most === 0) return createPage(undefined);
  for (const one of skipToMarkers(bucket, request)) {
    if (!one.key.startsWith(prefix)) break;
    const common = getCommonPrefix(one.key, request);
    if (common !== undefined && (common === commonPrefixes.at(-1) || request.keyMarker.startsWith(common))) continue;
    if (versions.length + commonPrefixes.length === most) return createPage(last);
    if (common === undefined) versions.push(one);
    else commonPrefixes.push(common);
    last = common === undefined ? { key: one.key, version: one.version } : { key: common, version: undefined };
  }
  return createPage(undefined);
}

function* skipToMarkers(
  bucket: Bucket,
  { prefix, keyMarker, versionMarker }: VersionListingRequest,
): Generator<ListedVersion> {
  let isBehind = false;
  for (const one of listVersionsFrom(bucket, keyMarker > prefix ? keyMarker : prefix)) {
    if (keyMarker === "" || one.key > keyMarker) yield one;
    else if (one.key === keyMarker && versionMarker !== "") {
      if (isBehind) yield one;
      isBehind ||= one.version === versionMarker;
    }
  }
}

function getCommonPrefix(key: HeldKey, { prefix, delimiter }: VersionListingRequest): HeldKey | undefined {
  const at = delimiter === "" || !key.startsWith(prefix) ? -1 : key.indexOf(delimiter, prefix.length);
  return at === -1 ? undefined : key.slice(0, at + delimiter.length);
}
