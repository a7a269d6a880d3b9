import { createHash } from "node:crypto";
import type { BlobFolder } from "../../store/blob-folder";
import { createWholeRange } from "../../store/byte-range";
import {
  DEFAULT_ALGORITHM,
  createRunningChecksum,
  CHECKSUM_ALGORITHMS,
  type ChecksumMembers,
} from "../../model/checksums";
import type { UploadChecksum, UploadedPart, Upload } from "../../model/upload";
import type { Checksum, ChecksumAlgorithm } from "../../store/stored-object";
import {
  createInvalidRequestFault,
  createBadPartChecksumFault,
  createEntityTooSmallFault,
  createInvalidPartFault,
  createInvalidPartOrderFault,
} from "../../model/faults";
import type { AwsFault } from "../../../../core/faults";
import { getItemAt } from "../../../../../foundation/item-at";

/** An object assembled from parts, in a blob that the index does not refer to yet. */
interface JoinedParts {
  readonly blob: number;
  readonly size: number;
  readonly etag: string;
  readonly checksum: Checksum;
}

/**
 * Writes parts one after another to a new blob, so that every object is one file.
 *
 * @throws the operating system's error (ENOSPC); no blob is left then
 */
export async function joinParts(
  blobs: BlobFolder,
  parts: readonly UploadedPart[],
  requested: UploadChecksum = { algorithm: DEFAULT_ALGORITHM, type: "FULL_OBJECT" },
): Promise<JoinedParts> {
  const release = blobs.retain(parts.map(({ blob }) => blob));
  const writer = blobs.create();
  const { algorithm, type } = requested;
  const whole = type === "FULL_OBJECT" ? createRunningChecksum(algorithm) : undefined;
  try {
    for (const { blob, size } of parts) {
      for await (const bytes of blobs.readPieces(blob, createWholeRange(size))) {
        whole?.update(bytes);
        await writer.write(bytes);
      }
    }
    await writer.finish();
    const value =
      whole === undefined
        ? await computeCompositeChecksum(parts, requested)
        : Buffer.from(await whole.digest()).toString("base64");
    const size = parts.reduce((sum, part) => sum + part.size, 0);
    return {
      blob: writer.id,
      size,
      etag: computeMultipartEtag(parts.map(({ etag }) => etag)),
      checksum: { algorithm, type, value },
    };
  } catch (error) {
    await writer.discard();
    throw error;
  } finally {
    release();
  }
}

/** The ETag of a multipart object: the MD5 of its parts' MD5s, and the number of parts. */
export const computeMultipartEtag = (etags: readonly string[]): string =>
  `${createHash("md5")
    .update(Buffer.from(etags.join(""), "hex"))
    .digest("hex")}-${etags.length}`;

async function computeCompositeChecksum(
  parts: readonly UploadedPart[],
  { algorithm }: UploadChecksum,
): Promise<string> {
  const running = createRunningChecksum(algorithm);
  for (const { checksum = "" } of parts) running.update(Buffer.from(checksum, "base64"));
  return `${Buffer.from(await running.digest()).toString("base64")}-${parts.length}`;
}

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
 * The algorithm to check a part with.
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

/** A part as the request that completes an upload lists it. */
export type ListedPart = ChecksumMembers & {
  readonly ETag?: string | undefined;
  readonly PartNumber?: number | undefined;
};

/** Every part but the last has at least this many bytes: 5 MiB. */
const MIN_PART_BYTES = 5 * 1024 ** 2;

/**
 * The parts to assemble into an object.
 *
 * @returns at least one, in order
 * @throws  AwsFault InvalidRequest, InvalidPartOrder, InvalidPart, BadDigest or EntityTooSmall
 */
export function selectParts(upload: Upload, listed: readonly ListedPart[]): readonly UploadedPart[] {
  if (listed.length === 0) throw createInvalidRequestFault("You must specify at least one part");
  const numbers = listed.map(({ PartNumber }) => PartNumber ?? 0);
  if (numbers.some((number, index) => index > 0 && number <= getItemAt(numbers, index - 1)))
    throw createInvalidPartOrderFault(upload.id);
  const parts = listed.map((part) => selectPart(upload, part));
  for (const [index, part] of parts.slice(0, -1).entries()) {
    if (part.size < MIN_PART_BYTES)
      throw createEntityTooSmallFault(
        { number: getItemAt(numbers, index), size: part.size, etag: part.etag },
        MIN_PART_BYTES,
      );
  }
  return parts;
}

/** A listed part's ETag, without quotes. */
export const getListedEtag = ({ ETag = "" }: ListedPart): string => ETag.replace(/^"(.*)"$/, "$1");

function selectPart(upload: Upload, listed: ListedPart): UploadedPart {
  const { PartNumber: number = 0 } = listed;
  const etag = getListedEtag(listed);
  const part = upload.parts.get(number);
  const createNoSuchPartFault = (): AwsFault => createInvalidPartFault(upload.id, { number, etag });
  if (part === undefined || part.etag !== etag) throw createNoSuchPartFault();
  checkPartChecksum(upload, { listed, part, number, createNoSuchPartFault });
  return part;
}

interface PartCheck {
  readonly listed: ListedPart;
  readonly part: UploadedPart;
  readonly number: number;
  readonly createNoSuchPartFault: () => AwsFault;
}

function checkPartChecksum(
  { document: { checksum } }: Upload,
  { listed, part, number, createNoSuchPartFault }: PartCheck,
): void {
  const stated = CHECKSUM_ALGORITHMS.filter((algorithm) => listed[`Checksum${algorithm}`] !== undefined);
  if (checksum === undefined) {
    if (stated.length > 0) throw createNoSuchPartFault();
    return;
  }
  const value = listed[`Checksum${checksum.algorithm}`];
  const [other] = stated;
  if (value === undefined && other !== undefined) throw createBadPartChecksumFault(other, number);
  if (value === undefined && checksum.type === "COMPOSITE") {
    throw createInvalidRequestFault(
      `The upload was created using a ${checksum.algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
    );
  }
  if (value !== undefined && value !== part.checksum) throw createNoSuchPartFault();
}
