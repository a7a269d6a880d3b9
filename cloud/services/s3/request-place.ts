import type { Lab } from "../lab";
import type { Bucket, ObjectAddress } from "./store/bucket";
import { accessDenied, invalidBucketOwner, noSuchKey } from "./faults";
import { requestedKey } from "./keys";
import type { StoredObject } from "./store/stored-object";

/** How requests name a bucket. */
export interface BucketRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string | undefined;
}

/**
 * The bucket that a request is about.
 *
 * @throws AwsFault NoSuchBucket; AccessDenied if it is not the expected owner's
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
 * The bucket and key that a request is about.
 *
 * @throws AwsFault as `requestedBucket`, and for keys that cannot be
 */
export const requestedPlace = (
  lab: Pick<Lab, "s3" | "account">,
  request: BucketRequest & { readonly Key: string },
): ObjectAddress => ({
  key: requestedKey(request.Key),
  bucket: requestedBucket(lab, request),
});

/**
 * The object that a request is about.
 *
 * @throws AwsFault NoSuchKey, or as `requestedPlace`
 */
export function requestedObject(
  lab: Pick<Lab, "s3" | "account">,
  request: BucketRequest & { readonly Key: string },
): { readonly place: ObjectAddress; readonly object: StoredObject } {
  const place = requestedPlace(lab, request);
  const object = lab.s3.object(place);
  if (object === undefined) throw noSuchKey(request.Key);
  return { place, object };
}
