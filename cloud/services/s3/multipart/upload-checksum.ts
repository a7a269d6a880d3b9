import type { ChecksumAlgorithm } from "../body/checksums";
import { invalidRequest } from "../faults";
import type { UploadChecksum } from "../store/upload";

/** Checksums of the parts' bytes one after another can only be had from a CRC… */
const WITHOUT_FULL_OBJECT: readonly ChecksumAlgorithm[] = ["SHA1", "SHA256"];
/** …and S3 does not make a checksum of this one's checksums. */
const WITHOUT_COMPOSITE: readonly ChecksumAlgorithm[] = ["CRC64NVME"];

/**
 * The checksum that a new multipart upload asks for.
 *
 * @returns undefined if it asks for none
 * @throws  AwsFault InvalidRequest if there is no such checksum
 */
export function requestedUploadChecksum(
  algorithm: ChecksumAlgorithm | undefined,
  type: UploadChecksum["type"] | undefined,
): UploadChecksum | undefined {
  if (algorithm === undefined) {
    if (type !== undefined)
      throw invalidRequest("The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
    return undefined;
  }
  const chosen = type ?? (WITHOUT_COMPOSITE.includes(algorithm) ? "FULL_OBJECT" : "COMPOSITE");
  if ((chosen === "FULL_OBJECT" ? WITHOUT_FULL_OBJECT : WITHOUT_COMPOSITE).includes(algorithm)) {
    throw invalidRequest(
      `The ${chosen} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return { algorithm, type: chosen };
}

/**
 * The algorithm by which a part is checked.
 *
 * @param stated what the client states with the part, if it states one
 * @throws AwsFault InvalidRequest if the upload was begun with another
 */
export function partAlgorithm(
  upload: UploadChecksum | undefined,
  stated: ChecksumAlgorithm | undefined,
): ChecksumAlgorithm {
  // With an upload that has no checksum, one is still verified; if none is stated, the cheapest is computed in vain.
  if (upload === undefined) return stated ?? "CRC32";
  if (stated !== undefined && stated !== upload.algorithm) {
    throw invalidRequest(
      `Checksum Type mismatch occurred, expected checksum Type: ${upload.algorithm.toLowerCase()}, actual checksum Type: ${stated.toLowerCase()}`,
    );
  }
  return upload.algorithm;
}
