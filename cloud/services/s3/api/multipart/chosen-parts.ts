import type { AwsFault } from "../../../../core/faults";
import { getItemAt } from "../../../../core/item-at";
import { CHECKSUM_ALGORITHMS, type ChecksumMembers } from "../../model/checksums";
import {
  createBadPartChecksumFault,
  createEntityTooSmallFault,
  createInvalidPartFault,
  createInvalidPartOrderFault,
  createInvalidRequestFault,
} from "../../model/faults";
import type { Upload, UploadedPart } from "../../model/upload";

/** A part as the request that completes an upload lists it. */
export type ListedPart = ChecksumMembers & {
  readonly ETag?: string | undefined;
  readonly PartNumber?: number | undefined;
};

/** Every part but the last has at least this many bytes: 5 MiB. */
const MIN_PART_BYTES = 5 * 1024 ** 2;

/**
 * The parts from which an object is to be assembled.
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
