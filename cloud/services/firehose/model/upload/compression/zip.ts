import { crc32, createDeflateRaw } from "node:zlib";
import type { Pieces } from "./pieces";
import { pipeThrough } from "./gzip";

const LOCAL_HEADER = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL_HEADER = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Sizes and checksum follow the data; the name is UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;

/**
 * A ZIP archive of one deflated file, written without knowing its length in advance.
 *
 * @param entry `name` of the file, `at` its time in ms since the epoch
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export async function* zip(
  content: Pieces,
  entry: { readonly name: string; readonly at: number },
): AsyncGenerator<Uint8Array> {
  const name = Buffer.from(entry.name);
  const common = Buffer.concat([writeShorts(VERSION, FLAGS, DEFLATED), toDosTime(entry.at)]);
  const header = Buffer.concat([
    writeLongs(LOCAL_HEADER),
    common,
    writeLongs(0, 0, 0),
    writeShorts(name.byteLength, 0),
    name,
  ]);
  yield header;
  const totals = { checksum: 0, bytes: 0, packed: 0 };
  for await (const piece of pipeThrough(countContent(content, totals), createDeflateRaw())) {
    totals.packed += piece.byteLength;
    yield piece;
  }
  const sizes = writeLongs(totals.checksum, totals.packed, totals.bytes);
  yield Buffer.concat([writeLongs(DESCRIPTOR), sizes]);
  const central = Buffer.concat([
    writeLongs(CENTRAL_HEADER),
    writeShorts(VERSION),
    common,
    sizes,
    writeShorts(name.byteLength, 0, 0, 0, 0),
    writeLongs(0, 0),
    name,
  ]);
  yield central;
  const centralAt = header.byteLength + totals.packed + 16;
  yield Buffer.concat([
    writeLongs(END),
    writeShorts(0, 0, 1, 1),
    writeLongs(central.byteLength, centralAt),
    writeShorts(0),
  ]);
}

async function* countContent(content: Pieces, totals: { checksum: number; bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const piece of content) {
    totals.checksum = crc32(piece, totals.checksum);
    totals.bytes += piece.byteLength;
    yield piece;
  }
}

/** A ZIP archive's times have a resolution of two seconds. UTC, since the reader's time zone is unknown. */
function toDosTime(at: number): Buffer {
  const time = new Date(at);
  const date = ((time.getUTCFullYear() - 1980) << 9) | ((time.getUTCMonth() + 1) << 5) | time.getUTCDate();
  return writeShorts((time.getUTCHours() << 11) | (time.getUTCMinutes() << 5) | (time.getUTCSeconds() >> 1), date);
}

function writeShorts(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, 2 * index);
  return bytes;
}

function writeLongs(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, 4 * index);
  return bytes;
}
