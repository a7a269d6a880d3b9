import { createInvalidArgumentFault, createInvalidRangeFault, createInvalidRequestFault } from "./faults";
import type { ByteRange } from "../store/byte-range";

const RANGE = /^bytes=(\d*)-(\d*)$/;
const COPY_RANGE = /^bytes=(\d+)-(\d+)$/;

/**
 * The bytes of an object that a Range header requests.
 *
 * @param size the object's size in bytes
 * @returns undefined if S3 ignores the header and answers the whole object: for several ranges, other units, or
 * malformed headers
 * @throws AwsFault InvalidRange if the range contains no byte of the object
 */
export function parseRange(header: string, size: number): ByteRange | undefined {
  const [, from, to] = RANGE.exec(header.trim()) ?? [];
  if (from === undefined || to === undefined || (from === "" && to === "")) return undefined;
  if (from === "") {
    const length = Math.min(Number(to), size);
    if (length === 0) throw createInvalidRangeFault(header, size);
    return { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  if (to !== "" && Number(to) < first) return undefined;
  if (first >= size) throw createInvalidRangeFault(header, size);
  return { first, last: to === "" ? size - 1 : Math.min(Number(to), size - 1) };
}

/**
 * The bytes of an object that UploadPartCopy copies.
 *
 * @throws AwsFault InvalidArgument or InvalidRequest: S3 is stricter here than for reads: both ends are required
 */
export function parseCopyRange(header: string, size: number): ByteRange {
  const refuse = (message: string) =>
    createInvalidArgumentFault(message, { name: "x-amz-copy-source-range", value: header });
  const [, from, to] = COPY_RANGE.exec(header) ?? [];
  if (from === undefined || to === undefined || Number(to) < Number(from)) {
    throw refuse(
      "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy",
    );
  }
  const range = { first: Number(from), last: Number(to) };
  if (range.first >= size)
    throw createInvalidRequestFault("The specified copy range is invalid for the source object size");
  if (range.last >= size) throw refuse(`Range specified is not valid for source object of size: ${size}`);
  return range;
}
