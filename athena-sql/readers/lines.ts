import * as zlib from "node:zlib";
import SnappyJS from "snappyjs";
import { readFileSync } from "node:fs";
import { JobFault, type JobFile } from "../process/job";

const XERIAL = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const FRAMED = Buffer.from([0xff, 0x06, 0x00, 0x00, 0x73, 0x4e, 0x61, 0x50, 0x70, 0x59]);

/** Decompresses Snappy in any of the formats found in files: framed, xerial's (snappy-java), Hadoop's blocks. @throws Error for another format */
function unpackSnappy(packed: Buffer): Uint8Array {
  if (packed.subarray(0, FRAMED.length).equals(FRAMED)) return decompressFramed(packed.subarray(FRAMED.length));
  if (packed.subarray(0, XERIAL.length).equals(XERIAL)) return decompressChunks(packed.subarray(16));
  return decompressHadoop(packed);
}

/** The decompressed chunks of xerial's format; each follows its length. */
function decompressChunks(packed: Buffer): Buffer {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < packed.length;) {
    const length = packed.readUInt32BE(at);
    parts.push(SnappyJS.uncompress(packed.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return Buffer.concat(parts);
}

/** Decompresses Hadoop's blocks: each is the unpacked length, then chunks until that length is reached. */
function decompressHadoop(packed: Buffer): Buffer {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < packed.length;) {
    let left = packed.readUInt32BE(at);
    at += 4;
    while (left > 0) {
      const length = packed.readUInt32BE(at);
      const part = SnappyJS.uncompress(packed.subarray(at + 4, at + 4 + length));
      parts.push(part);
      left -= part.length;
      at += 4 + length;
    }
  }
  return Buffer.concat(parts);
}

/** Decompresses the framing format: chunks of a type byte, a length of three bytes, and a checksum of four. */
function decompressFramed(packed: Buffer): Buffer {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < packed.length;) {
    const kind = packed[at];
    const length = packed.readUIntLE(at + 1, 3);
    const body = packed.subarray(at + 8, at + 4 + length);
    if (kind === 0) parts.push(SnappyJS.uncompress(body));
    if (kind === 1) parts.push(body);
    at += 4 + length;
  }
  return Buffer.concat(parts);
}

type Unpack = (packed: Buffer) => Uint8Array;

/** Node supports Zstandard from version 22.15 on. */
const zstandard = (zlib as { readonly zstdDecompressSync?: Unpack }).zstdDecompressSync;

/** The compression of a file by the ending of its name, as in engine v3. */
const UNPACKING: Readonly<Record<string, Unpack>> = {
  gz: zlib.gunzipSync,
  gzip: zlib.gunzipSync,
  deflate: zlib.inflateSync,
  zlib: zlib.inflateSync,
  snappy: unpackSnappy,
  ...(zstandard === undefined ? {} : { zst: zstandard, zstd: zstandard }),
};
const UNREAD = ["bz2", "lz4", "lzo", "lzo_deflate", ...(zstandard === undefined ? ["zst", "zstd"] : [])];

const getEnding = ({ uri }: JobFile): string => /\.([a-z0-9_]+)$/i.exec(uri)?.[1]?.toLowerCase() ?? "";

/** A text file's lines. @throws JobFault HIVE_CANNOT_OPEN_SPLIT, NOT_SUPPORTED */
export function readLines(file: JobFile): string[] {
  const ending = getEnding(file);
  if (UNREAD.includes(ending))
    throw new JobFault(
      "NOT_SUPPORTED",
      `${file.uri}: the lab cloud does not read .${ending} files${ending.startsWith("zst") ? " on this version of Node (22.15 and newer have Zstandard)" : ""}`,
    );
  return splitLines(decodeBytes(unpackFile(file, ending)));
}

function unpackFile(file: JobFile, ending: string): Uint8Array {
  const bytes = readFileSync(file.path);
  const unpack = Object.hasOwn(UNPACKING, ending) ? UNPACKING[ending] : undefined;
  if (unpack === undefined) return bytes;
  try {
    return unpack(bytes);
  } catch (cause) {
    throw Object.assign(
      new JobFault(
        "HIVE_CURSOR_ERROR",
        `Failed to read file at ${file.uri}: ${cause instanceof Error ? cause.message : String(cause)}`,
      ),
      { cause },
    );
  }
}

const decodeBytes = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString("utf8")
    .replace(/^\uFEFF/, "");

/** Splits a string into lines, which end with LF, CR LF or CR; the last line may lack its end. */
function splitLines(text: string): string[] {
  const lines = text.includes("\r") ? text.split(/\r\n|\n|\r/) : text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
