import { CopyObject$, type CopyObjectOutput, type CopyObjectRequest } from "@aws-sdk/client-s3";
import type { Call } from "../../../core/call";
import { optional, refused, type Members } from "../../../core/members";
import { oneOf } from "../../../core/rules";
import { checkAcl } from "./access";
import { operationWithNotes } from "../../framework/operation";
import { TRACE_HEADER } from "../../sqs/model/sending/prepare-message";
import { createWholeRange } from "../store/byte-range";
import { checksumAlgorithm, formatChecksum } from "../model/checksums";
import { checkWrite, checkWriteForm, checkCopySource } from "./conditions";
import { describeExpiration } from "./expiration";
import {
  createCopySourceTooLargeFault,
  createCopyToItselfFault,
  createInvalidArgumentFault,
  createNoSuchKeyFault,
} from "../model/faults";
import { copySourceMembers, newObjectMembers, objectMembers, writeConditionMembers } from "../model/fields";
import { getRequestedDetails, type NewObjectRequest } from "./new-object";
import { receiveBlob } from "../model/receive-blob";
import { resolveTarget, describeVersion, checkOwner, requireVersion } from "./request-target";
import { quoteEtag, describeEncryption } from "./spelling";
import { toWholeSecondsDate } from "../../../core/cloud-time";
import { getSetting, type ObjectAddress } from "../model/bucket";
import type { ObjectDetails, StoredObject } from "../store/stored-object";
import { MAX_UPLOAD_BYTES } from "./body/upload-body";
import { OBJECT_KEY, addKey, requireUsableKey } from "./put-object";
import type { Services } from "../../framework/services";
import { checkPolicy } from "./bucket-policy/apply-policy";
import { parseKey } from "../model/keys";

/** How requests name the source of a copy. */
interface CopySourceRequest {
  readonly CopySource: string;
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: Date | undefined;
  readonly CopySourceIfUnmodifiedSince?: Date | undefined;
  readonly ExpectedSourceBucketOwner?: string | undefined;
}

/**
 * `bucket/key`, encoded as a form (a plus sign is a space), optionally with a leading slash, or followed by a version. S3
 * also accepts the object's address (recorded on AWS by LocalStack, 2026-02-21, test_response_structure).
 */
const SOURCE = /^(?:https?:\/\/[^/]+)?\/?([^/]+)\/(.+)$/s;
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
  { caller, http }: Pick<Call, "caller" | "http">,
): { readonly address: ObjectAddress; readonly object: StoredObject; readonly isCurrent: boolean } {
  const source = parseCopySource(request.CopySource);
  const target = { bucket: services.s3.requireBucket(source.bucket), key: parseKey(source.key) };
  checkOwner(services.account, request.ExpectedSourceBucketOwner);
  const action = source.version === undefined ? "s3:GetObject" : "s3:GetObjectVersion";
  checkPolicy(target.bucket, { action, key: source.key, headers: http.headers, caller });
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

const directive = optional(oneOf(["COPY", "REPLACE"]));

const members = {
  ...objectMembers,
  ...newObjectMembers,
  ...copySourceMembers,
  ...writeConditionMembers,
  ChecksumAlgorithm: optional(checksumAlgorithm),
  MetadataDirective: directive,
  TaggingDirective: directive,
  AnnotationDirective: refused(),
} satisfies Members<CopyObjectRequest>;

/**
 * Copies an object, with its headers, metadata and tags unless the request replaces them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export const copyObject = operationWithNotes(OBJECT_KEY)(
  CopyObject$,
  members,
  async (cloud, request, call): Promise<CopyObjectOutput> => {
    const address = resolveTarget(cloud, request);
    checkAcl(address.bucket, request.ACL);
    const source = copySource(cloud, request, call);
    const conditions = { ifMatch: request.IfMatch, ifNoneMatch: request.IfNoneMatch };
    checkWriteForm(conditions);
    checkWrite(request.Key, cloud.s3.findObject(address), conditions);
    // Copying an object to itself is allowed for an older version, which becomes the current one.
    const isItself = source.isCurrent && source.address.bucket === address.bucket && source.address.key === address.key;
    if (isItself && !hasChanges(request, source)) throw createCopyToItselfFault();
    const { size, blob, checksum: before } = source.object;
    requireUsableKey(cloud, source.object);
    if (size > MAX_UPLOAD_BYTES) throw createCopySourceTooLargeFault(MAX_UPLOAD_BYTES);
    const details = addKey(
      cloud,
      { bucket: address.bucket, details: copyDetails(source.object.details, request, call) },
      call,
    );
    const received = await receiveBlob(cloud.s3.blobs, cloud.s3.blobs.readPieces(blob, createWholeRange(size)), {
      algorithm: request.ChecksumAlgorithm ?? before.algorithm,
    });
    const checksum = { ...received.checksum, type: "FULL_OBJECT" } as const;
    const modifiedAt = cloud.now();
    const object = cloud.s3.putObject(
      address,
      { ...received, modifiedAt, etag: received.md5, checksum, details },
      (current) => checkWrite(request.Key, current, conditions),
    );
    cloud.s3Notifications.notifyCreated(address, object, { way: "Copy", trace: call.http.headers[TRACE_HEADER] });
    return {
      CopyObjectResult: {
        ETag: quoteEtag(object.etag),
        LastModified: toWholeSecondsDate(modifiedAt),
        ...formatChecksum(checksum),
      },
      ...describeEncryption(object.details),
      // While versions are suspended, it is "null" (same recordings, test_s3_copy_object_in_place_suspended_only).
      ...describeVersion(address.bucket, object),
      ...describeExpiration(address, object),
      ...describeSourceVersion(source.object),
    };
  },
);

/** A source without its own version id has none in the answer (same recordings, test_s3_copy_object_in_place_versioned). */
const describeSourceVersion = ({ details: { version } }: StoredObject): { CopySourceVersionId?: string } =>
  version === undefined ? {} : { CopySourceVersionId: version };

interface CopyRequest extends NewObjectRequest {
  readonly MetadataDirective?: "COPY" | "REPLACE" | undefined;
  readonly TaggingDirective?: "COPY" | "REPLACE" | undefined;
  readonly ServerSideEncryption?: string | undefined;
}

/**
 * Whether a copy of an object to itself would change something. A copy has its bucket's encryption, so it also may
 * where the bucket's was set, or where the object has another one (recorded on AWS by LocalStack, 2026-02-21,
 * test_s3_copy_object_in_place_with_encryption, test_copy_in_place_with_bucket_encryption).
 */
const hasChanges = (
  { MetadataDirective, StorageClass, ServerSideEncryption }: CopyRequest,
  { object, address: { bucket } }: Pick<ReturnType<typeof copySource>, "object" | "address">,
): boolean =>
  MetadataDirective === "REPLACE" ||
  StorageClass !== undefined ||
  ServerSideEncryption !== undefined ||
  object.details.kms !== undefined ||
  getSetting(bucket, "encryption") !== undefined;

/** The details of a copy, which has no parts even if its source has. */
function copyDetails(source: ObjectDetails, request: CopyRequest, call: Call): ObjectDetails {
  const details = getRequestedDetails(request, call);
  const about = request.MetadataDirective === "REPLACE" ? details : source;
  const { tags } = request.TaggingDirective === "REPLACE" ? details : source;
  return {
    ...(about.headers === undefined ? {} : { headers: about.headers }),
    ...(about.metadata === undefined ? {} : { metadata: about.metadata }),
    ...(tags === undefined ? {} : { tags }),
    ...(details.kms === undefined ? {} : { kms: details.kms }),
    ...(details.storageClass === undefined ? {} : { storageClass: details.storageClass }),
  };
}
