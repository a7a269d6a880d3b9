import { readFileSync } from "node:fs";
import * as zlib from "node:zlib";
import { JobFault, type JobFile } from "../process/job";
import { unpackSnappy } from "./snappy";

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

/** Splits a text into lines, which end with LF, CR LF or CR; the last line may lack its end. */
function splitLines(text: string): string[] {
  const lines = text.includes("\r") ? text.split(/\r\n|\n|\r/) : text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
