import type { CompleteMultipartUploadOutput } from "@aws-sdk/client-s3";
import type { Call } from "../../../core/call";
import type { ObjectAddress } from "../model/bucket";
import { formatChecksum } from "../model/checksums";
import { toPlainKey } from "../model/keys";
import { unpackObject, type StoredObject } from "../store/stored-object";
import { describeNewVersion } from "./request-target";
import { describeEncryption, quoteEtag } from "./spelling";
import { getListedEtag, type ListedPart } from "./multipart/chosen-parts";
import { computeMultipartEtag } from "./multipart/join-parts";

/** The current object of a key, if this upload made it of just these parts. */
export function findCompletedObject(
  { bucket, key }: ObjectAddress,
  id: string,
  listed: readonly ListedPart[],
): StoredObject | undefined {
  const current = bucket.uploads.has(id) ? undefined : bucket.objects.get(key);
  if (current === undefined) return undefined;
  const object = unpackObject(current);
  const isSame = object.details.uploadId === id && object.etag === computeMultipartEtag(listed.map(getListedEtag));
  return isSame ? object : undefined;
}

/**
 * With a key of KMS, only a checksum that was asked for is named (recorded on AWS by LocalStack, 2026-02-21): the caller
 * adds it.
 */
export function describeCompletion(
  { bucket, key }: ObjectAddress,
  object: StoredObject,
  { endpoint }: Pick<Call, "endpoint">,
): CompleteMultipartUploadOutput {
  const Key = toPlainKey(key);
  return {
    Location: `${endpoint}/${bucket.name}/${Key.split("/").map(encodeURIComponent).join("/")}`,
    Bucket: bucket.name,
    Key,
    ETag: quoteEtag(object.etag),
    ...(object.details.kms === undefined ? formatChecksum(object.checksum) : {}),
    ...describeEncryption(object.details),
    ...describeNewVersion(bucket, object),
  };
}
