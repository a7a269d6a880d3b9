import type { ChecksumAlgorithm } from "../../store/stored-object";
import { createInvalidRequestFault } from "../../model/faults";
import type { UploadChecksum } from "../../model/upload";

/** Full-object checksums can be computed from the parts' checksums only for CRCs… */
const WITHOUT_FULL_OBJECT: readonly ChecksumAlgorithm[] = ["SHA1", "SHA256"];
/** …and S3 has no composite checksums of this algorithm. */
const WITHOUT_COMPOSITE: readonly ChecksumAlgorithm[] = ["CRC64NVME"];

/**
 * The checksum that the request for a new multipart upload names.
 *
 * @returns undefined if the request names none
 * @throws AwsFault InvalidRequest if S3 has no such checksum
 */
export function getUploadChecksum(
  algorithm: ChecksumAlgorithm | undefined,
  type: UploadChecksum["type"] | undefined,
): UploadChecksum | undefined {
  if (algorithm === undefined) {
    if (type !== undefined)
      throw createInvalidRequestFault(
        "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.",
      );
    return undefined;
  }
  const chosen = type ?? (WITHOUT_COMPOSITE.includes(algorithm) ? "FULL_OBJECT" : "COMPOSITE");
  if ((chosen === "FULL_OBJECT" ? WITHOUT_FULL_OBJECT : WITHOUT_COMPOSITE).includes(algorithm)) {
    throw createInvalidRequestFault(
      `The ${chosen} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return { algorithm, type: chosen };
}

/**
 * The algorithm by which a part is checked.
 *
 * @param stated the algorithm of the checksum that the client states for the part, if any
 * @throws AwsFault InvalidRequest if the upload was begun with another algorithm
 */
export function resolvePartAlgorithm(
  upload: UploadChecksum | undefined,
  stated: ChecksumAlgorithm | undefined,
): ChecksumAlgorithm {
  // For an upload without checksums, a stated one is still verified; without a stated one, the cheapest is computed and
  // ignored.
  if (upload === undefined) return stated ?? "CRC32";
  if (stated !== undefined && stated !== upload.algorithm) {
    throw createInvalidRequestFault(
      `Checksum Type mismatch occurred, expected checksum Type: ${upload.algorithm.toLowerCase()}, actual checksum Type: ${stated.toLowerCase()}`,
    );
  }
  return upload.algorithm;
}
