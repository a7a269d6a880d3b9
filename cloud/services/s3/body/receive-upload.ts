import type { Call } from "../../../core/call";
import { memberNotEmulated } from "../../../core/faults";
import type { BlobFolder } from "../store/blob-folder";
import {
  checkNamedAlgorithm,
  headerAlgorithm,
  statedChecksum,
  type ChecksumAlgorithm,
  type ChecksumMembers,
} from "./checksums";
import { invalidRequest, malformedTrailer } from "../faults";
import { checkMd5Form, receiveBlob, type ReceivedBlob } from "./receive-blob";
import { uploadBody, type UploadBody } from "./upload-body";

/** The members with which requests state their body's digests. */
type UploadRequest = ChecksumMembers & {
  readonly ContentMD5?: string | undefined;
  readonly ChecksumAlgorithm?: ChecksumAlgorithm | undefined;
};

/**
 * Receives the body of PutObject or UploadPart, and verifies all digests that the client states.
 *
 * @param algorithm chooses the checksum to store, given the one that the client states
 * @throws AwsFault for an invalid request, in most cases before the body is read
 */
export async function receiveUpload(
  blobs: BlobFolder,
  { request, call }: { readonly request: UploadRequest; readonly call: Call },
  algorithm: (stated: ChecksumAlgorithm | undefined) => ChecksumAlgorithm,
): Promise<ReceivedBlob> {
  const inHeader = statedChecksum(request);
  checkMd5Form(request.ContentMD5);
  const body = uploadBody(call.http, await call.signature());
  const trailer = announcedAlgorithm(body);
  if (inHeader !== undefined && trailer !== undefined)
    throw invalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
  const stated = inHeader?.algorithm ?? trailer;
  checkNamedAlgorithm(request.ChecksumAlgorithm, stated);
  return receiveBlob(blobs, body.bytes, {
    algorithm: algorithm(stated),
    sha256: body.sha256,
    stated: () => ({
      md5: request.ContentMD5,
      checksum: trailer === undefined ? inHeader : trailerChecksum(body, trailer),
    }),
  });
}

/** The algorithm of the checksum that is announced as a trailer. */
function announcedAlgorithm({ announced }: UploadBody): ChecksumAlgorithm | undefined {
  const name = announced.find((one) => one.startsWith("x-amz-checksum-"));
  if (name === undefined) return undefined;
  const algorithm = headerAlgorithm(name);
  if (algorithm === undefined) throw memberNotEmulated(name);
  return algorithm;
}

function trailerChecksum(
  { trailers }: UploadBody,
  algorithm: ChecksumAlgorithm,
): { readonly algorithm: ChecksumAlgorithm; readonly value: string } {
  const value = trailers.get(`x-amz-checksum-${algorithm.toLowerCase()}`);
  if (value === undefined) throw malformedTrailer();
  return { algorithm, value };
}
