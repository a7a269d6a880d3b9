import { parseRange } from "../model/byte-range";
import { createInvalidPartNumberFault, createInvalidRequestFault } from "../model/faults";
import type { StoredObject } from "../store/stored-object";
import { type ByteRange, createWholeRange } from "../store/byte-range";

/** The bytes of an object that a request reads. */
export interface RequestedBytes {
  readonly range: ByteRange;
  /** Whether the request names a part or a range, even one with all bytes of the object. */
  readonly isPartial: boolean;
  /** The requested part's number, and the object's number of parts. */
  readonly part?:
    | { readonly number: number; readonly count: number; readonly checksum: string | undefined }
    | undefined;
}

/**
 * The bytes that a Range header or a part number requests.
 *
 * @throws AwsFault InvalidRange, InvalidPartNumber, or InvalidRequest if both are given
 */
export function selectBytes(
  object: StoredObject,
  request: { readonly Range?: string | undefined; readonly PartNumber?: number | undefined },
): RequestedBytes {
  const { Range, PartNumber } = request;
  if (PartNumber !== undefined) {
    if (Range !== undefined)
      throw createInvalidRequestFault("Cannot specify both Range header and partNumber query parameter");
    return findPartBytes(object, PartNumber);
  }
  const range = Range === undefined ? undefined : parseRange(Range, object.size);
  return { range: range ?? createWholeRange(object.size), isPartial: range !== undefined };
}

function findPartBytes({ size, details }: StoredObject, number: number): RequestedBytes {
  // An object that was put in one piece counts as one part.
  const parts = details.parts ?? [[size] as const];
  const part = parts[number - 1];
  if (part === undefined) throw createInvalidPartNumberFault(number, parts.length);
  const first = parts.slice(0, number - 1).reduce((sum, [bytes]) => sum + bytes, 0);
  const range = { first, last: first + part[0] - 1 };
  if (details.parts === undefined) return { range, isPartial: size > 0 };
  return { range, isPartial: true, part: { number, count: parts.length, checksum: part[1] } };
}
