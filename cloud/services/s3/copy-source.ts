import type { Call } from "../../core/call";
import type { Lab } from "../lab";
import { checkPolicy } from "./bucket-policy/obeying";
import type { ObjectAddress } from "./store/bucket";
import { checkCopySource } from "./conditions";
import { invalidArgument, noSuchKey } from "./faults";
import { requestedKey } from "./keys";
import { checkOwner, objectOfVersion } from "./request-place";
import type { StoredObject } from "./store/stored-object";

/** How requests name the source of a copy. */
interface CopySourceRequest {
  readonly CopySource: string;
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: Date | undefined;
  readonly CopySourceIfUnmodifiedSince?: Date | undefined;
  readonly ExpectedSourceBucketOwner?: string | undefined;
}

/** `bucket/key`, URL-encoded, optionally with a leading slash, or followed by a version. */
const SOURCE = /^\/?([^/]+)\/(.+)$/s;
const VERSION = /^(.*)\?versionId=(.*)$/s;

/**
 * Parses the name of a copy's source.
 *
 * @throws AwsFault InvalidArgument if the text does not name bucket and key
 */
function parsedCopySource(text: string): {
  readonly bucket: string;
  readonly key: string;
  readonly version: string | undefined;
} {
  const [, path = text, version] = VERSION.exec(text) ?? [];
  const [, bucket, key] = SOURCE.exec(decoded(path)) ?? [];
  if (bucket === undefined || key === undefined) {
    throw invalidArgument("Invalid copy source object key", { name: "x-amz-copy-source", value: "x-amz-copy-source" });
  }
  return { bucket, key, version };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidArgument("Invalid copy source encoding.", { name: "x-amz-copy-source", value: text });
  }
}

/**
 * Finds the object to copy, and checks the conditions on it.
 *
 * @throws AwsFault NoSuchBucket, AccessDenied, NoSuchKey, NoSuchVersion, PreconditionFailed, InvalidArgument
 */
export function copySource(
  lab: Lab,
  request: CopySourceRequest,
  { caller }: Pick<Call, "caller">,
): { readonly place: ObjectAddress; readonly object: StoredObject; readonly isCurrent: boolean } {
  const source = parsedCopySource(request.CopySource);
  const place = { bucket: lab.s3.bucket(source.bucket), key: requestedKey(source.key) };
  checkOwner(lab.account, request.ExpectedSourceBucketOwner);
  const action = source.version === undefined ? "s3:GetObject" : "s3:GetObjectVersion";
  checkPolicy(place.bucket, { action, key: source.key, caller });
  const current = lab.s3.object(place);
  const object = source.version === undefined ? current : objectOfVersion(lab, place, source.version);
  if (object === undefined) throw noSuchKey(source.key);
  const conditions = {
    ifMatch: request.CopySourceIfMatch,
    ifNoneMatch: request.CopySourceIfNoneMatch,
    ifModifiedSince: request.CopySourceIfModifiedSince,
    ifUnmodifiedSince: request.CopySourceIfUnmodifiedSince,
  };
  checkCopySource(object, conditions, lab.now());
  return { place, object, isCurrent: current?.blob === object.blob };
}
