import type { StoredKey } from "../../model/keys";
import { createInvalidArgumentFault } from "../../model/faults";
import type { Upload } from "../../model/upload";

/** The part of a bucket's uploads to list. Keys are in their stored form. */
interface UploadListingRequest {
  readonly prefix: StoredKey;
  readonly delimiter: StoredKey;
  /** Only uploads of keys after this one; empty for all. */
  readonly keyMarker: StoredKey;
  /** If set, also uploads of the marker's own key that began after this upload. */
  readonly uploadMarker: string;
  readonly max: number;
}

export interface UploadPage {
  readonly uploads: readonly Upload[];
  readonly commonPrefixes: readonly StoredKey[];
  readonly isTruncated: boolean;
  /** The last key or common prefix. */
  readonly last: StoredKey | undefined;
}

/**
 * Lists uploads by key, and uploads of the same key by their time of beginning. There are few uploads in progress, so
 * they are sorted each time.
 *
 * @throws AwsFault InvalidArgument if the upload marker is not an upload of the key marker
 */
export function listUploads(all: Iterable<Upload>, request: UploadListingRequest): UploadPage {
  const uploads: Upload[] = [];
  const commonPrefixes: StoredKey[] = [];
  let last: StoredKey | undefined;
  for (const upload of skipToMarkers([...all].sort(compareByKeyAndTime), request)) {
    const { key } = upload.document;
    const common = getCommonPrefix(key, request);
    if (
      !key.startsWith(request.prefix) ||
      (common !== undefined && (common === commonPrefixes.at(-1) || request.keyMarker.startsWith(common)))
    )
      continue;
    if (uploads.length + commonPrefixes.length === request.max)
      return { uploads, commonPrefixes, isTruncated: request.max > 0, last };
    if (common === undefined) uploads.push(upload);
    else commonPrefixes.push(common);
    last = common ?? key;
  }
  return { uploads, commonPrefixes, isTruncated: false, last };
}

function compareByKeyAndTime({ id, document: a }: Upload, { id: otherId, document: b }: Upload): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.initiatedAt - b.initiatedAt || (id < otherId ? -1 : 1);
}

function skipToMarkers(
  sorted: readonly Upload[],
  { keyMarker, uploadMarker }: UploadListingRequest,
): readonly Upload[] {
  if (keyMarker === "") return sorted;
  const behindKey = sorted.filter(({ document }) => document.key > keyMarker);
  if (uploadMarker === "") return behindKey;
  const sameKeyUploads = sorted.filter(({ document }) => document.key === keyMarker);
  const at = sameKeyUploads.findIndex(({ id }) => id === uploadMarker);
  if (at === -1)
    throw createInvalidArgumentFault("Invalid uploadId marker", { name: "upload-id-marker", value: uploadMarker });
  return [...sameKeyUploads.slice(at + 1), ...behindKey];
}

function getCommonPrefix(key: StoredKey, { prefix, delimiter }: UploadListingRequest): StoredKey | undefined {
  const at = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
  return at === -1 ? undefined : key.slice(0, at + delimiter.length);
}
