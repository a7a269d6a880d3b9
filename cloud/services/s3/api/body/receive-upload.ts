import type { Call } from "../../../../core/call";
import { createMemberNotEmulated } from "../../../../core/faults";
import type { BlobFolder } from "../../store/blob-folder";
import {
  checkNamedAlgorithm,
  getHeaderAlgorithm,
  getStatedChecksum,
  type ChecksumMembers,
} from "../../model/checksums";
import { createInvalidRequestFault, createMalformedTrailerFault } from "../../model/faults";
import { checkMd5Form, receiveBlob, type ReceivedBlob } from "../../model/receive-blob";
import { uploadBody, type UploadBody } from "./upload-body";
import type { ChecksumAlgorithm } from "../../store/stored-object";

/** The members that state the digest of a request's body. */
type UploadRequest = ChecksumMembers & {
  readonly ContentMD5?: string | undefined;
  readonly ChecksumAlgorithm?: ChecksumAlgorithm | undefined;
  readonly PartNumber?: number;
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
  const inHeader = getStatedChecksum(request);
  checkMd5Form(request.ContentMD5);
  const body = uploadBody(call.http, await call.getSignature());
  const trailer = getAnnouncedAlgorithm(body);
  if (inHeader !== undefined && trailer !== undefined)
    throw createInvalidRequestFault(
      "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    );
  const stated = inHeader?.algorithm ?? trailer;
  checkNamedAlgorithm(request.ChecksumAlgorithm, stated);
  return receiveBlob(blobs, body.bytes, {
    algorithm: algorithm(stated),
    sha256: body.sha256,
    isPart: request.PartNumber !== undefined,
    getStated: () => ({
      md5: request.ContentMD5,
      checksum: trailer === undefined ? inHeader : parseTrailerChecksum(body, trailer),
    }),
  });
}

/** The algorithm of the checksum that is announced as a trailer. */
function getAnnouncedAlgorithm({ announced }: UploadBody): ChecksumAlgorithm | undefined {
  const name = announced.find((item) => item.startsWith("x-amz-checksum-"));
  if (name === undefined) return undefined;
  const algorithm = getHeaderAlgorithm(name);
  if (algorithm === undefined) throw createMemberNotEmulated(name);
  return algorithm;
}

function parseTrailerChecksum(
  { trailers }: UploadBody,
  algorithm: ChecksumAlgorithm,
): { readonly algorithm: ChecksumAlgorithm; readonly value: string } {
  const value = trailers.get(`x-amz-checksum-${algorithm.toLowerCase()}`);
  if (value === undefined) throw createMalformedTrailerFault();
  return { algorithm, value };
}
