import type { Call } from "../../../core/call";
import type { Services } from "../../framework/services";
import { checkPolicy } from "./bucket-policy/apply-policy";
import type { ObjectAddress } from "../model/bucket";
import { checkCopySource } from "./conditions";
import { createInvalidArgumentFault, createNoSuchKeyFault } from "../model/faults";
import { parseKey } from "../model/keys";
import { checkOwner, requireVersion } from "./request-target";
import type { StoredObject } from "../store/stored-object";

/** How requests name the source of a copy. */
interface CopySourceRequest {
  readonly CopySource: string;
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: Date | undefined;
  readonly CopySourceIfUnmodifiedSince?: Date | undefined;
  readonly ExpectedSourceBucketOwner?: string | undefined;
}

/** `bucket/key`, encoded as a form (a plus sign is a space), optionally with a leading slash, or followed by a version. */
const SOURCE = /^\/?([^/]+)\/(.+)$/s;
const VERSION = /^(.*)\?versionId=(.*)$/s;

/**
 * Parses the name of a copy's source.
 *
 * @throws AwsFault InvalidArgument if the text does not name bucket and key
 */
function parseCopySource(text: string): {
  readonly bucket: string;
  readonly key: string;
  readonly version: string | undefined;
} {
  const [, path = text, version] = VERSION.exec(text) ?? [];
  const [, bucket, key] = SOURCE.exec(decodeText(path.replaceAll("+", "%20"))) ?? [];
  if (bucket === undefined || key === undefined) {
    throw createInvalidArgumentFault("Invalid copy source object key", {
      name: "x-amz-copy-source",
      value: "x-amz-copy-source",
    });
  }
  return { bucket, key, version };
}

function decodeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw createInvalidArgumentFault("Invalid copy source encoding.", { name: "x-amz-copy-source", value: text });
  }
}

/**
 * Finds the object to copy, and checks the conditions on it.
 *
 * @throws AwsFault NoSuchBucket, AccessDenied, NoSuchKey, NoSuchVersion, PreconditionFailed, InvalidArgument
 */
export function copySource(
  services: Services,
  request: CopySourceRequest,
  { caller }: Pick<Call, "caller">,
): { readonly address: ObjectAddress; readonly object: StoredObject; readonly isCurrent: boolean } {
  const source = parseCopySource(request.CopySource);
  const target = { bucket: services.s3.requireBucket(source.bucket), key: parseKey(source.key) };
  checkOwner(services.account, request.ExpectedSourceBucketOwner);
  const action = source.version === undefined ? "s3:GetObject" : "s3:GetObjectVersion";
  checkPolicy(target.bucket, { action, key: source.key, caller });
  const current = services.s3.findObject(target);
  const object = source.version === undefined ? current : requireVersion(services, target, source.version);
  if (object === undefined) throw createNoSuchKeyFault(source.key);
  const conditions = {
    ifMatch: request.CopySourceIfMatch,
    ifNoneMatch: request.CopySourceIfNoneMatch,
    ifModifiedSince: request.CopySourceIfModifiedSince,
    ifUnmodifiedSince: request.CopySourceIfUnmodifiedSince,
  };
  checkCopySource(object, conditions, services.now());
  return { address: target, object, isCurrent: current?.blob === object.blob };
}
