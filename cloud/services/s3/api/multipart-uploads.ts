import {
  CreateMultipartUpload$,
  ListMultipartUploads$,
  AbortMultipartUpload$,
  CompleteMultipartUpload$,
} from "@aws-sdk/client-s3";
import type * as sdk from "@aws-sdk/client-s3";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { oneOf, string, integer, list } from "../../../core/rules";
import { operationWithNotes, operation } from "../../framework/operation";
import { TRACE_HEADER } from "../../sqs/model/sending/prepare-message";
import { checkAcl } from "./access";
import {
  CHECKSUM_ALGORITHMS,
  checksumAlgorithm,
  checksumMembers,
  formatChecksum,
  getStatedChecksum,
  type ChecksumMembers,
} from "../model/checksums";
import { checkComplete, checkWriteForm, type CurrentObject } from "./conditions";
import { createBadChecksumFault, createInvalidRequestFault } from "../model/faults";
import * as fields from "../model/fields";
import { toStoredKey, toPlainKey } from "../model/keys";
import { listUploads, type UploadPage } from "./listing/upload-listing";
import { describeCompletion, findCompletedObject } from "./completion";
import { joinParts, getUploadChecksum, selectParts } from "./multipart/join-parts";
import { getRequestedDetails } from "./new-object";
import { resolveTarget, requireBucket } from "./request-target";
import { describeEncryption, createInitiator, createOwner, getStorageClass } from "./spelling";
import { toWholeSecondsDate } from "../../../core/cloud-time";
import type { Checksum, ObjectPart } from "../store/stored-object";
import type { Upload, UploadedPart } from "../model/upload";
import { OBJECT_KEY, addKey } from "./put-object";
import { createKeySpelling, type KeyEncoder } from "./listing/list-page";

const createMultipartUploadMembers = {
  ...fields.objectMembers,
  ...fields.newObjectMembers,
  ChecksumAlgorithm: optional(checksumAlgorithm),
  ChecksumType: optional(oneOf(["COMPOSITE", "FULL_OBJECT"])),
} satisfies Members<sdk.CreateMultipartUploadRequest>;

/**
 * Begins a multipart upload.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html
 */
export const createMultipartUpload = operationWithNotes(OBJECT_KEY)(
  CreateMultipartUpload$,
  createMultipartUploadMembers,
  (cloud, request, call): sdk.CreateMultipartUploadOutput => {
    const { bucket, key } = resolveTarget(cloud, request);
    checkAcl(bucket, request.ACL);
    const checksum = getUploadChecksum(request.ChecksumAlgorithm, request.ChecksumType);
    const details = addKey(cloud, { bucket, details: getRequestedDetails(request, call) }, call);
    const id = cloud.s3.createUpload(bucket, {
      key,
      initiatedAt: cloud.now(),
      details,
      ...(checksum === undefined ? {} : { checksum }),
    });
    return {
      Bucket: request.Bucket,
      Key: request.Key,
      UploadId: id,
      ...describeEncryption(cloud.s3.upload({ bucket, key }, id).document.details),
      ...(checksum === undefined ? {} : { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type }),
    };
  },
);

const listMultipartUploadsMembers = {
  ...fields.bucketMembers,
  RequestPayer: fields.objectMembers.RequestPayer,
  Prefix: optional(string()),
  Delimiter: optional(string()),
  EncodingType: optional(fields.encodingType),
  KeyMarker: optional(string()),
  UploadIdMarker: optional(string()),
  MaxUploads: optional(fields.createPageSizeRule("max-uploads", "max-uploads")),
} satisfies Members<sdk.ListMultipartUploadsRequest>;

const MAX_UPLOADS = 1000;

/**
 * Lists the multipart uploads in progress in a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html
 * @remarks A page that ends in a common prefix names no next marker (recorded on AWS by LocalStack, 2026-02-21,
 * test_list_multipart_uploads_marker_common_prefixes).
 */
export const listMultipartUploads = operation(
  ListMultipartUploads$,
  listMultipartUploadsMembers,
  (cloud, request): sdk.ListMultipartUploadsOutput => {
    const bucket = requireBucket(cloud, request);
    const {
      Prefix: prefix = "",
      Delimiter: delimiter = "",
      KeyMarker: keyMarker = "",
      UploadIdMarker: uploadMarker = "",
    } = request;
    const max = Math.min(request.MaxUploads ?? MAX_UPLOADS, MAX_UPLOADS);
    const spell = createKeySpelling(request.EncodingType);
    const page = listUploads(bucket.uploads.values(), {
      prefix: toStoredKey(prefix),
      delimiter: toStoredKey(delimiter),
      keyMarker: toStoredKey(keyMarker),
      uploadMarker,
      max,
    });
    return {
      Bucket: bucket.name,
      KeyMarker: spell(keyMarker),
      UploadIdMarker: keyMarker === "" ? "" : uploadMarker,
      Prefix: prefix === "" ? undefined : spell(prefix),
      Delimiter: delimiter === "" ? undefined : spell(delimiter),
      MaxUploads: max,
      IsTruncated: page.isTruncated,
      EncodingType: request.EncodingType,
      Uploads: page.uploads.map((upload) => describeEntry(upload, cloud.account, spell)),
      CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: spell(toPlainKey(prefix)) })),
      ...getNextMarkers(page, spell),
    };
  },
);

/** AWS names the last entry of each page, even of the last page, but nothing for a page without uploads. */
function getNextMarkers(
  { last, uploads }: UploadPage,
  spell: KeyEncoder,
): Pick<sdk.ListMultipartUploadsOutput, "NextKeyMarker" | "NextUploadIdMarker"> {
  const upload = uploads.at(-1);
  if (upload === undefined) return { NextKeyMarker: "", NextUploadIdMarker: "" };
  return {
    NextKeyMarker: last === undefined ? "" : spell(toPlainKey(last)),
    NextUploadIdMarker: upload.document.key === last ? upload.id : "",
  };
}

const describeEntry = (
  { id, document: { key, initiatedAt, checksum, details } }: Upload,
  account: string,
  spell: KeyEncoder,
): sdk.MultipartUpload => ({
  UploadId: id,
  Key: spell(toPlainKey(key)),
  Initiated: toWholeSecondsDate(initiatedAt),
  StorageClass: getStorageClass(details),
  Owner: createOwner(account),
  Initiator: createInitiator(account),
  ...(checksum === undefined ? {} : { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type }),
});

const abortMultipartUploadMembers = {
  ...fields.objectMembers,
  UploadId: required(string()),
  IfMatchInitiatedTime: refused(),
} satisfies Members<sdk.AbortMultipartUploadRequest>;

/**
 * Ends a multipart upload without an object, and removes its parts.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html
 */
export const abortMultipartUpload = operation(
  AbortMultipartUpload$,
  abortMultipartUploadMembers,
  (cloud, request): sdk.AbortMultipartUploadOutput => {
    const address = resolveTarget(cloud, request);
    cloud.s3.abortUpload(address.bucket, cloud.s3.upload(address, request.UploadId));
    return {};
  },
);

const listedPart = structure({
  ...checksumMembers,
  ...fields.otherChecksumMembers,
  ETag: optional(string()),
  PartNumber: required(fields.partNumber),
});

const completeMultipartUploadMembers = {
  ...fields.objectMembers,
  ...checksumMembers,
  ...fields.otherChecksumMembers,
  ...fields.customerKeyMembers,
  ...fields.writeConditionMembers,
  UploadId: required(string()),
  MultipartUpload: optional(structure({ Parts: optional(list(listedPart)) })),
  ChecksumType: optional(oneOf(["COMPOSITE", "FULL_OBJECT"])),
  MpuObjectSize: optional(integer()),
} satisfies Members<sdk.CompleteMultipartUploadRequest>;

/**
 * Assembles an object from the listed parts, in place of any current object, and ends the upload. The same request again
 * gets the same answer, as clients that retry need it (measured on AWS: minio/minio #13318, adobe/S3Mock #2586), also
 * with `IfNoneMatch` (getmoto/moto #9209).
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
export const completeMultipartUpload = operation(
  CompleteMultipartUpload$,
  completeMultipartUploadMembers,
  async (cloud, request, call): Promise<sdk.CompleteMultipartUploadOutput> => {
    const address = resolveTarget(cloud, request);
    const listed = request.MultipartUpload?.Parts ?? [];
    const repeated = findCompletedObject(address, request.UploadId, listed);
    if (repeated !== undefined) return describeCompletion(address, repeated, call);
    const upload = cloud.s3.upload(address, request.UploadId);
    const conditions = { ifMatch: request.IfMatch, ifNoneMatch: request.IfNoneMatch };
    checkWriteForm(conditions);
    checkType(upload, request.ChecksumType);
    const parts = selectParts(upload, listed);
    checkSize(parts, request.MpuObjectSize);
    const check = (current: CurrentObject | undefined): void =>
      checkComplete({ key: request.Key, wasOvertaken: upload.document.wasOvertaken === true }, current, conditions);
    check(cloud.s3.findObject(address));
    const { blob, size, etag, checksum } = await joinParts(cloud.s3.blobs, parts, upload.document.checksum);
    const details = {
      ...upload.document.details,
      parts: parts.map((part) => toStoredPart(part, checksum)),
      uploadId: upload.id,
    };
    const storedObject = cloud.s3.completeUpload(address, upload, {
      object: { blob, size, modifiedAt: cloud.now(), etag, checksum, details },
      check(current) {
        check(current);
        if (!isIgnored(upload, request)) checkStated(upload, request, checksum);
      },
    });
    cloud.s3Notifications.notifyCreated(address, storedObject, {
      way: "CompleteMultipartUpload",
      trace: call.http.headers[TRACE_HEADER],
    });
    const answer = describeCompletion(address, storedObject, call);
    return upload.document.checksum === undefined ? answer : { ...answer, ...formatChecksum(checksum) };
  },
);

/**
 * Checks that the checksum's type is the one that the upload was started with; S3 looks at it before the parts (recorded
 * on AWS by LocalStack, 2026-02-21, test_multipart_parts_checksum_exceptions_composite).
 */
function checkType({ document: { checksum } }: Upload, type: Checksum["type"] | undefined): void {
  if (type !== undefined && type !== checksum?.type) {
    throw createInvalidRequestFault(
      `The upload was created using the ${checksum?.type ?? "null"} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
}

function checkSize(parts: readonly UploadedPart[], stated: number | undefined): void {
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  if (stated !== undefined && stated !== size) {
    throw createInvalidRequestFault(
      `The provided 'x-amz-mp-object-size' header value ${stated} does not match what was computed: ${size}`,
    );
  }
}

/**
 * Whether the client states a composite checksum for an upload that was begun without checksums (recorded on AWS by
 * LocalStack, 2026-02-21, test_complete_multipart_parts_checksum_default).
 */
const isIgnored = ({ document: { checksum } }: Upload, request: ChecksumMembers): boolean =>
  checksum === undefined &&
  CHECKSUM_ALGORITHMS.some((algorithm) => /-\d+$/.test(request[`Checksum${algorithm}`] ?? ""));

/**
 * Verifies the full-object checksum that the client states, or the composite one, which ends in the number of parts.
 * Other checksum headers are about the request's own body.
 */
function checkStated(upload: Upload, request: StatedRequest, { algorithm, type, value }: Checksum): void {
  if (isMissingType(upload, request)) throw createBadChecksumFault(algorithm.toLowerCase());
  const composite = type === "COMPOSITE" ? request[`Checksum${algorithm}`] : undefined;
  if (composite !== undefined && /-\d+$/.test(composite)) {
    if (composite !== value) throw createBadChecksumFault(algorithm.toLowerCase());
    return;
  }
  const stated = getStatedChecksum(request);
  if (stated !== undefined && type === "FULL_OBJECT" && (stated.algorithm !== algorithm || stated.value !== value))
    throw createBadChecksumFault(algorithm.toLowerCase());
}

type StatedRequest = ChecksumMembers & { readonly ChecksumType?: Checksum["type"] | undefined };

/**
 * For an upload that was begun for a full-object checksum, S3 takes no checksum for right without its type (recorded on
 * AWS by LocalStack, 2026-02-21, test_multipart_parts_checksum_exceptions_full_object).
 */
const isMissingType = ({ document: { checksum } }: Upload, request: StatedRequest): boolean =>
  checksum?.type === "FULL_OBJECT" &&
  request.ChecksumType === undefined &&
  CHECKSUM_ALGORITHMS.some((name) => request[`Checksum${name}`] !== undefined);

const toStoredPart = ({ size, checksum }: UploadedPart, { type }: Checksum): ObjectPart =>
  type === "COMPOSITE" && checksum !== undefined ? [size, checksum] : [size];
