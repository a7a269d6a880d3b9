import {
  ListMultipartUploads$,
  type ListMultipartUploadsOutput,
  type ListMultipartUploadsRequest,
  type MultipartUpload,
} from "@aws-sdk/client-s3";
import { optional, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../operation";
import { bucketMembers, encodingType, objectMembers, pageSize } from "../fields";
import { heldKey, plainKey } from "../keys";
import { keySpelling, type KeySpelling } from "../listing/listing-text";
import { requestedBucket } from "../request-place";
import { initiatorOf, ownerOf, toldTime } from "../spelling";
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
  MaxUploads: optional(pageSize("max-uploads", "max-uploads")),
} satisfies Members<ListMultipartUploadsRequest>;

const MOST_UPLOADS = 1000;

/**
 * Lists the multipart uploads in progress in a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html
 * @remarks A page that ends in a common prefix names it as the next key marker; AWS leaves the marker empty then, so
 * that a client would begin again from the start.
 */
export const listMultipartUploads = operation(
  ListMultipartUploads$,
  members,
  (cloud, request): ListMultipartUploadsOutput => {
    const bucket = requestedBucket(cloud, request);
    const {
      Prefix: prefix = "",
      Delimiter: delimiter = "",
      KeyMarker: keyMarker = "",
      UploadIdMarker: uploadMarker = "",
    } = request;
    const most = Math.min(request.MaxUploads ?? MOST_UPLOADS, MOST_UPLOADS);
    const spell = keySpelling(request.EncodingType);
    const page = listUploads(bucket.uploads.values(), {
      prefix: heldKey(prefix),
      delimiter: heldKey(delimiter),
      keyMarker: heldKey(keyMarker),
      uploadMarker,
      most,
    });
    return {
      Bucket: bucket.name,
      KeyMarker: spell(keyMarker),
      UploadIdMarker: keyMarker === "" ? "" : uploadMarker,
      Prefix: prefix === "" ? undefined : spell(prefix),
      Delimiter: delimiter === "" ? undefined : spell(delimiter),
      MaxUploads: most,
      IsTruncated: page.isTruncated,
      EncodingType: request.EncodingType,
      Uploads: page.uploads.map((upload) => told(upload, cloud.account, spell)),
      CommonPrefixes: page.commonPrefixes.map((one) => ({ Prefix: spell(plainKey(one)) })),
      ...nextMarkers(page, spell),
    };
  },
);

/** AWS names the last upload of each page, even of the last page. */
function nextMarkers(
  { last, uploads }: UploadPage,
  spell: KeySpelling,
): Pick<ListMultipartUploadsOutput, "NextKeyMarker" | "NextUploadIdMarker"> {
  const upload = uploads.at(-1);
  return {
    NextKeyMarker: last === undefined ? "" : spell(plainKey(last)),
    NextUploadIdMarker: upload !== undefined && upload.document.key === last ? upload.id : "",
  };
}

const told = (
  { id, document: { key, initiatedAt, checksum } }: Upload,
  account: string,
  spell: KeySpelling,
): MultipartUpload => ({
  UploadId: id,
  Key: spell(plainKey(key)),
  Initiated: toldTime(initiatedAt),
  StorageClass: "STANDARD",
  Owner: ownerOf(account),
  Initiator: initiatorOf(account),
  ...(checksum === undefined ? {} : { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type }),
});
