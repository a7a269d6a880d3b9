import type { Lab } from "../lab";
import { createAccessDeniedFault, createInvalidBucketOwnerFault, createNoSuchKeyFault } from "./faults";
import {
  createHiddenKeyFault,
  createInvalidVersionFault,
  createIsDeleteMarkerFault,
  createNoSuchVersionError,
} from "./version-faults";
import { toPlainKey, parseKey } from "./keys";
import { NULL_VERSION, type Bucket, type ObjectAddress } from "./store/bucket";
import type { StoredObject } from "./store/stored-object";
import { findHidingMarker, getVersion } from "./store/versions";

/** How requests name a bucket. */
interface BucketRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string | undefined;
}

/**
 * The bucket that a request names.
 *
 * @throws AwsFault NoSuchBucket; AccessDenied if the bucket does not belong to the expected owner
 */
export function requireBucket(
  { s3, account }: Pick<Lab, "s3" | "account">,
  { Bucket, ExpectedBucketOwner }: BucketRequest,
): Bucket {
  const bucket = s3.requireBucket(Bucket);
  checkOwner(account, ExpectedBucketOwner);
  return bucket;
}

/** @throws AwsFault if a request expects another owner than the cloud's one account */
export function checkOwner(account: string, expected: string | undefined): void {
  if (expected === undefined) return;
  if (!/^\d{12}$/.test(expected)) throw createInvalidBucketOwnerFault(expected);
  if (expected !== account) throw createAccessDeniedFault();
}

/**
 * The bucket and key that a request names.
 *
 * @throws AwsFault as `requireBucket`, and for invalid keys
 */
export const resolveTarget = (
  lab: Pick<Lab, "s3" | "account">,
  request: BucketRequest & { readonly Key: string },
): ObjectAddress => ({
  key: parseKey(request.Key),
  bucket: requireBucket(lab, request),
});

/** The version id of an object in answers; none in a bucket that never kept versions. */
export const describeVersion = (
  { versioning }: Pick<Bucket, "versioning">,
  object: StoredObject,
): { VersionId?: string } => (versioning === undefined ? {} : { VersionId: getVersion(object) });

/**
 * The object that a request names: the current one, or the version that it names.
 *
 * @throws AwsFault NoSuchKey, NoSuchVersion, MethodNotAllowed for a delete marker, or as `resolveTarget`
 */
export function requireObject(
  lab: Pick<Lab, "s3" | "account">,
  request: BucketRequest & { readonly Key: string; readonly VersionId?: string | undefined },
): { readonly place: ObjectAddress; readonly object: StoredObject } {
  const address = resolveTarget(lab, request);
  if (request.VersionId !== undefined)
    return { place: address, object: requireVersion(lab, address, request.VersionId) };
  const object = lab.s3.findObject(address);
  if (object === undefined) {
    const marker = findHidingMarker(address);
    throw marker === undefined ? createNoSuchKeyFault(request.Key) : createHiddenKeyFault(request.Key, marker.version);
  }
  return { place: address, object };
}

/** @throws AwsFault NoSuchVersion, InvalidArgument, MethodNotAllowed for a delete marker */
export function requireVersion({ s3 }: Pick<Lab, "s3">, address: ObjectAddress, version: string): StoredObject {
  const held = s3.findVersion(address, version);
  if (typeof held === "number") throw createIsDeleteMarkerFault(version, held);
  if (held !== undefined) return held;
  if (version === NULL_VERSION && address.bucket.versioning === undefined)
    throw createNoSuchKeyFault(toPlainKey(address.key));
  throw canBeVersion(address.bucket, version)
    ? createNoSuchVersionError(toPlainKey(address.key), version)
    : createInvalidVersionFault(version);
}

/** Whether a text has the form of a version id in a bucket. */
export const canBeVersion = ({ versioning }: Bucket, version: string): boolean =>
  version === NULL_VERSION || (versioning !== undefined && /^[\w.]{32}$/.test(version));
