import {
  ListMultipartUploads$,
  type ListMultipartUploadsOutput,
  type ListMultipartUploadsRequest,
  type MultipartUpload,
} from "@aws-sdk/client-s3";
import { optional, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../operation";
import { bucketMembers, encodingType, objectMembers, createPageSizeRule } from "../fields";
import { toStoredKey, toPlainKey } from "../keys";
import { createKeySpelling, type KeySpelling } from "../listing/listing-text";
import { requireBucket } from "../request-place";
import { createInitiator, createOwner, getStorageClass, toWholeSecondsDate } from "../spelling";
import type { Upload } from "../store/upload";
import { listUploads, type UploadPage } from "../listing/upload-listing";

const members = {
  ...bucketMembers,
  RequestPayer: objectMembers.RequestPayer,
  Prefix: optional(string()),
  Delimiter: optional(string()),
  EncodingType: optional(encodingType),
  KeyMarker: optional(string()),
  UploadIdMarker: optional(string()),
  MaxUploads: optional(createPageSizeRule("max-uploads", "max-uploads")),
} satisfies Members<ListMultipartUploadsRequest>;

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
  members,
  (cloud, request): ListMultipartUploadsOutput => {
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
  spell: KeySpelling,
): Pick<ListMultipartUploadsOutput, "NextKeyMarker" | "NextUploadIdMarker"> {
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
  spell: KeySpelling,
): MultipartUpload => ({
  UploadId: id,
  Key: spell(toPlainKey(key)),
  Initiated: toWholeSecondsDate(initiatedAt),
  StorageClass: getStorageClass(details),
  Owner: createOwner(account),
  Initiator: createInitiator(account),
  ...(checksum === undefined ? {} : { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type }),
});
