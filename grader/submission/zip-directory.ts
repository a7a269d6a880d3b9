import { inflateRaw } from "node:zlib";
import { toPlainText } from "../core/plain-text";
import { SubmissionProblem } from "./submission";

/** One file of a zip, as described in the zip's directory. */
interface ZipEntry {
  readonly name: string;
  /** Compressed by deflate; otherwise stored as it is. */
  readonly isPacked: boolean;
  /** Begin and end of the file's bytes in the zip. */
  readonly from: number;
  readonly to: number;
  /** The size of the unpacked file, as the zip tells it. */
  readonly bytes: number;
}

/** Signatures and sizes of a zip's parts. @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, section 4.3 */
const END = { signature: 0x06054b50, bytes: 22 };
const LOCATOR_64 = { signature: 0x07064b50, bytes: 20 };
const END_64 = { signature: 0x06064b50, bytes: 56 };
const CENTRAL = { signature: 0x02014b50, bytes: 46 };
const LOCAL = { signature: 0x04034b50, bytes: 30 };
const MAX_COMMENT_LENGTH = 0xffff;
const IN_64_BITS = 0xffffffff;
const EXTRA_64 = 0x0001;

/**
 * Reads a zip's directory, and unpacks nothing. A hostile zip can unpack to a thousand times its size: by entries that share one body,
 * by one name many times, by a directory longer than the zip. Libraries that unpack zips accept these, so the directory is read here.
 *
 * @param max entries that a zip may have
 * @throws SubmissionProblem (unreadable) if the bytes are no zip; (rejected) if entries are too many, or two share a name or bytes
 */
export function zipEntries(zip: Uint8Array, max: number): ZipEntry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  try {
    const { count, at } = findDirectory(view);
    if (count > max) throw new SubmissionProblem("rejected", `The zip holds more than ${max} files.`);
    const entries = readEntries(zip, view, { count, at });
    assertEntriesApart(entries, at);
    return entries;
  } catch (error) {
    if (error instanceof SubmissionProblem) throw error;
    // A RangeError: the directory leads to bytes outside of the zip.
    throw createDamagedProblem(error);
  }
}

/**
 * Unpacks one entry, and stops if it becomes larger than the zip says.
 *
 * @throws SubmissionProblem (unreadable) if the content does not fit the zip's directory
 */
export function unzipEntry(zip: Uint8Array, { name, isPacked, from, to, bytes }: ZipEntry): Promise<Uint8Array> {
  const body = zip.subarray(from, to);
  const createUnzipProblem = (cause?: unknown) =>
    Object.assign(new SubmissionProblem("unreadable", `${toPlainText(name)} cannot be unpacked.`), { cause });
  if (!isPacked) return body.length === bytes ? Promise.resolve(body) : Promise.reject(createUnzipProblem());
  return new Promise((resolve, reject) => {
    inflateRaw(body, { maxOutputLength: Math.max(bytes, 1) }, (error, created) => {
      if (error || created.length !== bytes) reject(createUnzipProblem(error));
      else resolve(created);
    });
  });
}

function findDirectory(view: DataView): { count: number; at: number } {
  const first = Math.max(view.byteLength - END.bytes - MAX_COMMENT_LENGTH, 0);
  for (let end = view.byteLength - END.bytes; end >= first; end -= 1) {
    if (view.getUint32(end, true) !== END.signature) continue;
    const count = view.getUint16(end + 10, true);
    const at = view.getUint32(end + 16, true);
    const locator = end - LOCATOR_64.bytes;
    if (locator < 0 || view.getUint32(locator, true) !== LOCATOR_64.signature) return { count, at };
    const end64 = readNumber64(view, locator + 8);
    if (end64 + END_64.bytes > locator || view.getUint32(end64, true) !== END_64.signature)
      throw createDamagedProblem();
    return { count: readNumber64(view, end64 + 32), at: readNumber64(view, end64 + 48) };
  }
  throw createDamagedProblem();
}

function readEntries(zip: Uint8Array, view: DataView, { count, at }: { count: number; at: number }): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let header = at;
  for (let n = 0; n < count; n += 1) {
    if (view.getUint32(header, true) !== CENTRAL.signature) throw createDamagedProblem();
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) => view.getUint16(header + field, true)) as [
      number,
      number,
      number,
    ];
    const nameAt = header + CENTRAL.bytes;
    if (nameAt + nameBytes + extraBytes > zip.length) throw createDamagedProblem();
    const flags = view.getUint16(header + 8, true);
    // UTF-8 if the zip says so; otherwise Latin-1, as most unpackers read it.
    const name = new TextDecoder(flags & 0x800 ? "utf-8" : "latin1").decode(zip.subarray(nameAt, nameAt + nameBytes));
    entries.push(readEntry(view, { header, name, extra: nameAt + nameBytes, extraBytes }));
    header = nameAt + nameBytes + extraBytes + commentBytes;
  }
  return entries;
}

interface Header {
  readonly header: number;
  readonly name: string;
  readonly extra: number;
  readonly extraBytes: number;
}

function readEntry(view: DataView, { header, name, extra, extraBytes }: Header): ZipEntry {
  const method = view.getUint16(header + 10, true);
  if (view.getUint16(header + 8, true) & 1)
    throw new SubmissionProblem("unreadable", `${toPlainText(name)} is encrypted in the zip.`);
  if (method !== 0 && method !== 8)
    throw new SubmissionProblem(
      "unreadable",
      `${toPlainText(name)} uses an unsupported compression method. Use a plain zip.`,
    );
  // Sizes and offset that do not fit into 32 bits are in the extra field of 64-bit values, in this order.
  let at64 = findField64(view, extra, extraBytes);
  const sizes = [24, 20, 42].map((field) => {
    const small = view.getUint32(header + field, true);
    if (small !== IN_64_BITS || at64 === undefined) return small;
    at64 += 8;
    return readNumber64(view, at64 - 8);
  });
  const [bytes = 0, packedBytes = 0, local = 0] = sizes;
  if (view.getUint32(local, true) !== LOCAL.signature) throw createDamagedProblem();
  const from = local + LOCAL.bytes + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (from + packedBytes > view.byteLength) throw createDamagedProblem();
  return { name, isPacked: method === 8, from, to: from + packedBytes, bytes };
}

/** Offset of the 64-bit values; undefined if there are none. */
function findField64(view: DataView, extra: number, extraBytes: number): number | undefined {
  for (let at = extra; at + 4 <= extra + extraBytes; at += 4 + view.getUint16(at + 2, true))
    if (view.getUint16(at, true) === EXTRA_64) return at + 4;
  return undefined;
}

/** A number too large for JavaScript's exact integers is larger than any file, too. */
function readNumber64(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw createDamagedProblem();
  return Number(value);
}

function assertEntriesApart(entries: readonly ZipEntry[], directory: number): void {
  const names = new Set<string>();
  for (const { name } of entries) {
    if (names.has(name)) throw new SubmissionProblem("rejected", `The zip holds ${toPlainText(name)} more than once.`);
    names.add(name);
  }
  let end = 0;
  for (const { from, to } of [...entries].sort((a, b) => a.from - b.from)) {
    if (from - LOCAL.bytes < end || to > directory)
      throw new SubmissionProblem("rejected", "Files in the zip overlap.");
    end = to;
  }
}

function createDamagedProblem(cause?: unknown): SubmissionProblem {
  return Object.assign(new SubmissionProblem("unreadable", "The zip file is damaged."), { cause });
}
