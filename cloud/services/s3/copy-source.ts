import type { Lab } from "../lab";
import type { ObjectAddress } from "./store/bucket";
import { checkCopySource } from "./conditions";
import { invalidArgument, noSuchKey } from "./faults";
import { requestedKey } from "./keys";
import { checkOwner } from "./request-place";
import type { StoredObject } from "./store/stored-object";

/** How requests name the source of a copy. */
export interface CopySourceRequest {
  readonly CopySource: string;
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: Date | undefined;
  readonly CopySourceIfUnmodifiedSince?: Date | undefined;
  readonly ExpectedSourceBucketOwner?: string | undefined;
}

/** `bucket/key`, URL-encoded, perhaps with a slash before it or a version behind it. */
const SOURCE = /^\/?([^/]+)\/(.+)$/s;
const VERSION = /^(.*)\?versionId=(.*)$/s;

/**
 * Reads the name of a copy's source.
 *
 * @throws AwsFault InvalidArgument if it names no bucket and key, or a version
 */
function parsedCopySource(text: string): { readonly bucket: string; readonly key: string } {
  const [, path = text, version] = VERSION.exec(text) ?? [];
  if (version !== undefined && version !== "null")
    throw invalidArgument("Invalid version id specified", { name: "versionId", value: version });
  const [, bucket, key] = SOURCE.exec(decoded(path)) ?? [];
  if (bucket === undefined || key === undefined) {
    throw invalidArgument("Invalid copy source object key", { name: "x-amz-copy-source", value: "x-amz-copy-source" });
  }
  return { bucket, key };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidArgument("Invalid copy source encoding.", { name: "x-amz-copy-source", value: text });
  }
}

/**
 * Finds the object that is to be copied, and checks the conditions on it.
 *
 * @throws AwsFault NoSuchBucket, NoSuchKey, PreconditionFailed, InvalidArgument
 */
export function copySource(
  lab: Lab,
  request: CopySourceRequest,
): { readonly place: ObjectAddress; readonly object: StoredObject } {
  const source = parsedCopySource(request.CopySource);
  const place = { bucket: lab.s3.bucket(source.bucket), key: requestedKey(source.key) };
  checkOwner(lab.account, request.ExpectedSourceBucketOwner);
  const object = lab.s3.object(place);
  if (object === undefined) throw noSuchKey(source.key);
  const conditions = {
    ifMatch: request.CopySourceIfMatch,
    ifNoneMatch: request.CopySourceIfNoneMatch,
    ifModifiedSince: request.CopySourceIfModifiedSince,
    ifUnmodifiedSince: request.CopySourceIfUnmodifiedSince,
  };
  checkCopySource(object, conditions, lab.now());
  return { place, object };
}
