import type { Services } from "../../framework/services";
import { createAccessDeniedFault, createInvalidBucketOwnerFault, createNoSuchKeyFault } from "../model/faults";
import {
  createHiddenKeyFault,
  createInvalidVersionFault,
  createIsDeleteMarkerFault,
  createNoSuchVersionError,
} from "./version-faults";
import { toPlainKey, parseKey, isVersionId } from "../model/keys";
import { NULL_VERSION, type Bucket, type ObjectAddress } from "../model/bucket";
import type { StoredObject } from "../store/stored-object";
import { findByVersion, findHidingMarker, getVersion } from "../model/versions";

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
  { s3, account }: Pick<Services, "s3" | "account">,
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
  services: Pick<Services, "s3" | "account">,
  request: BucketRequest & { readonly Key: string },
): ObjectAddress => ({
  key: parseKey(request.Key),
  bucket: requireBucket(services, request),
});

/** The version id of an object that is read, in answers; none in a bucket that never kept versions. */
export const describeVersion = (
  { versioning }: Pick<Bucket, "versioning">,
  object: StoredObject,
): { VersionId?: string } => (versioning === undefined ? {} : { VersionId: getVersion(object) });

/**
 * The version id of a new object, in answers: none while versions are suspended, since the object has none (recorded on
 * AWS by LocalStack, 2026-02-21, test_put_object_on_suspended_bucket).
 */
export const describeNewVersion = (bucket: Pick<Bucket, "versioning">, object: StoredObject): { VersionId?: string } =>
  bucket.versioning === "Enabled" ? describeVersion(bucket, object) : {};

/**
 * The object that a request names: the current one, or the version that it names.
 *
 * @throws AwsFault NoSuchKey, NoSuchVersion, MethodNotAllowed for a delete marker, or as `resolveTarget`
 */
export function requireObject(
  services: Pick<Services, "s3" | "account">,
  request: BucketRequest & { readonly Key: string; readonly VersionId?: string | undefined },
): { readonly address: ObjectAddress; readonly object: StoredObject } {
  const address = resolveTarget(services, request);
  if (request.VersionId !== undefined) return { address, object: requireVersion(services, address, request.VersionId) };
  const object = services.s3.findObject(address);
  if (object === undefined) {
    const marker = findHidingMarker(address);
    throw marker === undefined ? createNoSuchKeyFault(request.Key) : createHiddenKeyFault(request.Key, marker.version);
  }
  return { address, object };
}

/**
 * The object whose tags a request is about. A key that a delete marker hides is not missing, as it is for reads: the
 * marker itself has no tags (recorded on AWS by LocalStack, 2026-02-23, test_object_tagging_versioned).
 *
 * @throws AwsFault as `requireObject`
 */
export function requireTaggable(
  services: Pick<Services, "s3" | "account">,
  request: BucketRequest & { readonly Key: string; readonly VersionId?: string | undefined },
  method: "GET" | "PUT" | "DELETE",
): { readonly address: ObjectAddress; readonly object: StoredObject } {
  const target = resolveTarget(services, request);
  const { VersionId: version } = request;
  if (version !== undefined) return { address: target, object: requireVersion(services, target, version, method) };
  const object = services.s3.findObject(target);
  if (object !== undefined) return { address: target, object };
  const marker = findHidingMarker(target);
  if (marker !== undefined) throw createIsDeleteMarkerFault({ ...marker, method });
  // Only GetObjectTagging puts the bucket before the key (same recordings, test_object_tagging_exc).
  throw createNoSuchKeyFault(method === "GET" ? `${request.Bucket}/${request.Key}` : request.Key);
}

/** @throws AwsFault NoSuchVersion, InvalidArgument, MethodNotAllowed for a delete marker */
export function requireVersion(
  { s3 }: Pick<Services, "s3">,
  ...[address, version, method = "GET"]: [place: ObjectAddress, version: string, method?: "GET" | "PUT" | "DELETE"]
): StoredObject {
  const held = s3.findVersion(address, version);
  if (typeof held === "number") throw createIsDeleteMarkerFault({ version, createdAt: held, method });
  if (held !== undefined) return held;
  if (version === NULL_VERSION && address.bucket.versioning === undefined)
    throw createNoSuchKeyFault(toPlainKey(address.key));
  throw canBeVersion(address, version)
    ? createNoSuchVersionError(toPlainKey(address.key), version)
    : createInvalidVersionFault(version);
}

/** Whether a key has a version, or may have had one: whether S3 issued its id. */
export const canBeVersion = (target: ObjectAddress, version: string): boolean =>
  version === NULL_VERSION ||
  (target.bucket.versioning !== undefined && (isVersionId(version) || findByVersion(target, version) !== undefined));
