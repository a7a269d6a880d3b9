import {
  CompleteMultipartUpload$,
  type CompleteMultipartUploadOutput,
  type CompleteMultipartUploadRequest,
} from "@aws-sdk/client-s3";
import { optional, required, structure, type Members } from "../../../core/members";
import { integer, list, oneOf, string } from "../../../core/rules";
import { operation } from "../../operation";
import {
  checksumMembers,
  formatChecksum,
  getStatedChecksum,
  type Checksum,
  type ChecksumMembers,
} from "../body/checksums";
import { selectParts } from "../multipart/chosen-parts";
import { checkComplete, checkWriteForm, type CurrentObject } from "../conditions";
import { createBadChecksumFault, createInvalidRequestFault } from "../faults";
import { customerKeyMembers, objectMembers, otherChecksumMembers, partNumber, writeConditionMembers } from "../fields";
import { joinParts } from "../multipart/join-parts";
import { resolveTarget, describeNewVersion } from "../request-place";
import { quoteEtag, describeEncryption } from "../spelling";
import type { ObjectPart } from "../store/stored-object";
import type { Upload, UploadedPart } from "../store/upload";

const listedPart = structure({
  ...checksumMembers,
  ...otherChecksumMembers,
  ETag: optional(string()),
  PartNumber: required(partNumber),
});

const members = {
  ...objectMembers,
  ...checksumMembers,
  ...otherChecksumMembers,
  ...customerKeyMembers,
  ...writeConditionMembers,
  UploadId: required(string()),
  MultipartUpload: optional(structure({ Parts: optional(list(listedPart)) })),
  ChecksumType: optional(oneOf(["COMPOSITE", "FULL_OBJECT"])),
  MpuObjectSize: optional(integer()),
} satisfies Members<CompleteMultipartUploadRequest>;

/**
 * Assembles an object from the listed parts, in place of any current object, and ends the upload.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
export const completeMultipartUpload = operation(
  CompleteMultipartUpload$,
  members,
  async (cloud, request, call): Promise<CompleteMultipartUploadOutput> => {
    const address = resolveTarget(cloud, request);
    const upload = cloud.s3.upload(address, request.UploadId);
    const conditions = { ifMatch: request.IfMatch, ifNoneMatch: request.IfNoneMatch };
    checkWriteForm(conditions);
    const parts = selectParts(upload, request.MultipartUpload?.Parts ?? []);
    checkAgreement(upload, parts, request);
    const check = (current: CurrentObject | undefined): void =>
      checkComplete({ key: request.Key, wasOvertaken: upload.document.wasOvertaken === true }, current, conditions);
    check(cloud.s3.findObject(address));
    const { blob, size, etag, checksum } = await joinParts(cloud.s3.blobs, parts, upload.document.checksum);
    const details = { ...upload.document.details, parts: parts.map((part) => toStoredPart(part, checksum)) };
    const storedObject = cloud.s3.completeUpload(address, upload, {
      object: { blob, size, modifiedAt: cloud.now(), etag, checksum, details },
      check(current) {
        check(current);
        checkStated(request, checksum);
      },
    });
    cloud.s3Notifications.notifyCreated(address, storedObject, "CompleteMultipartUpload");
    // With a key of KMS, only a checksum that was asked for is named (recorded on AWS by LocalStack, 2026-02-21).
    return {
      Location: `${call.endpoint}/${request.Bucket}/${request.Key.split("/").map(encodeURIComponent).join("/")}`,
      Bucket: request.Bucket,
      Key: request.Key,
      ETag: quoteEtag(etag),
      ...(upload.document.checksum === undefined && storedObject.details.kms !== undefined
        ? {}
        : formatChecksum(checksum)),
      ...describeEncryption(storedObject.details),
      ...describeNewVersion(address.bucket, storedObject),
    };
  },
);

interface Agreement {
  readonly ChecksumType?: Checksum["type"] | undefined;
  readonly MpuObjectSize?: number | undefined;
}

/** Checks that the checksum algorithm and type in the request are those with which the upload was begun. */
function checkAgreement(
  { document: { checksum } }: Upload,
  parts: readonly UploadedPart[],
  { ChecksumType, MpuObjectSize }: Agreement,
): void {
  if (ChecksumType !== undefined && ChecksumType !== checksum?.type) {
    throw createInvalidRequestFault(
      `The upload was created using the ${checksum?.type ?? "null"} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  if (MpuObjectSize !== undefined && MpuObjectSize !== size) {
    throw createInvalidRequestFault(
      `The provided 'x-amz-mp-object-size' header value ${MpuObjectSize} does not match what was computed: ${size}`,
    );
  }
}

/** Verifies the full-object checksum that the client states; other checksum headers are about the request's own body. */
function checkStated(request: ChecksumMembers, { algorithm, type, value }: Checksum): void {
  const stated = getStatedChecksum(request);
  if (stated !== undefined && type === "FULL_OBJECT" && (stated.algorithm !== algorithm || stated.value !== value))
    throw createBadChecksumFault(algorithm.toLowerCase());
}

const toStoredPart = ({ size, checksum }: UploadedPart, { type }: Checksum): ObjectPart =>
  type === "COMPOSITE" && checksum !== undefined ? [size, checksum] : [size];
