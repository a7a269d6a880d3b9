import type { Lab } from "../lab";
import { accessDenied, invalidBucketOwner, noSuchKey } from "./faults";
import { hiddenKey, invalidVersion, isDeleteMarker, noSuchVersion } from "./version-faults";
import { plainKey, requestedKey } from "./keys";
import { NULL_VERSION, type Bucket, type ObjectAddress } from "./store/bucket";
import type { StoredObject } from "./store/stored-object";
import { hidingMarker, versionOf } from "./store/versions";

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
export function requestedBucket(
  { s3, account }: Pick<Lab, "s3" | "account">,
  { Bucket, ExpectedBucketOwner }: BucketRequest,
): Bucket {
  const bucket = s3.bucket(Bucket);
  checkOwner(account, ExpectedBucketOwner);
  return bucket;
}

/** @throws AwsFault if a request expects another owner than the cloud's one account */
export function checkOwner(account: string, expected: string | undefined): void {
  if (expected === undefined) return;
  if (!/^\d{12}$/.test(expected)) throw invalidBucketOwner(expected);
  if (expected !== account) throw accessDenied();
}

/**
 * The bucket and key that a request names.
 *
 * @throws AwsFault as `requestedBucket`, and for invalid keys
 */
export const requestedPlace = (
  lab: Pick<Lab, "s3" | "account">,
  request: BucketRequest & { readonly Key: string },
): ObjectAddress => ({
  key: requestedKey(request.Key),
  bucket: requestedBucket(lab, request),
});

/** The version id of an object in answers; none in a bucket that never kept versions. */
export const toldVersion = ({ versioning }: Pick<Bucket, "versioning">, object: StoredObject): { VersionId?: string } =>
  versioning === undefined ? {} : { VersionId: versionOf(object) };

/**
 * The object that a request names: the current one, or the version that it names.
 *
 * @throws AwsFault NoSuchKey, NoSuchVersion, MethodNotAllowed for a delete marker, or as `requestedPlace`
 */
export function requestedObject(
  lab: Pick<Lab, "s3" | "account">,
  request: BucketRequest & { readonly Key: string; readonly VersionId?: string | undefined },
): { readonly place: ObjectAddress; readonly object: StoredObject } {
  const place = requestedPlace(lab, request);
  if (request.VersionId !== undefined) return { place, object: objectOfVersion(lab, place, request.VersionId) };
  const object = lab.s3.object(place);
  if (object === undefined) {
    const marker = hidingMarker(place);
    throw marker === undefined ? noSuchKey(request.Key) : hiddenKey(request.Key, marker.version);
  }
  return { place, object };
}

/** @throws AwsFault NoSuchVersion, InvalidArgument, MethodNotAllowed for a delete marker */
export function objectOfVersion({ s3 }: Pick<Lab, "s3">, place: ObjectAddress, version: string): StoredObject {
  const held = s3.version(place, version);
  if (typeof held === "number") throw isDeleteMarker(version, held);
  if (held !== undefined) return held;
  if (version === NULL_VERSION && place.bucket.versioning === undefined) throw noSuchKey(plainKey(place.key));
  throw mayBeVersion(place.bucket, version) ? noSuchVersion(plainKey(place.key), version) : invalidVersion(version);
}

/** Whether a text has the form of a version id in a bucket. */
export const mayBeVersion = ({ versioning }: Bucket, version: string): boolean =>
  version === NULL_VERSION || (versioning !== undefined && /^[\w.]{32}$/.test(version));
