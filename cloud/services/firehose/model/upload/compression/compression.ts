import type { Compression } from "../../destination/settings";
import { compress } from "snappyjs";
import { crc32, createDeflateRaw, createGzip } from "node:zlib";
import { Readable } from "node:stream";

/** Bytes as a stream of pieces. */
type Pieces = AsyncIterable<Uint8Array>;

/** One gzip member. */
const gzip = (content: Pieces): Pieces => pipeThrough(content, createGzip());

/** Sends bytes through a Node stream; an error on either side reaches the reader. */
function pipeThrough(content: Pieces, stream: NodeJS.ReadWriteStream & { destroy(error?: Error): unknown }): Pieces {
  const source = Readable.from(content, { objectMode: false });
  source.on("error", (error) => stream.destroy(error));
  // The border: Node's compression streams give Buffers.
  return source.pipe(stream) as unknown as Pieces;
}

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
async function* zip(
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

/** `\x82SNAPPY\0`, then the format's version and the oldest that can read it. */
const XERIAL_HEADER = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
const XERIAL_BLOCK_BYTES = 32 * 1024;
const HADOOP_BLOCK_BYTES = 256 * 1024;

/**
 * Snappy as snappy-java's output stream writes it: a header, then blocks, each preceded by its compressed length.
 *
 * @see https://github.com/xerial/snappy-java
 */
async function* writeSnappyJava(content: Pieces): AsyncGenerator<Uint8Array> {
  yield XERIAL_HEADER;
  for await (const block of splitIntoBlocks(content, XERIAL_BLOCK_BYTES)) yield* frameBlock(block);
}

/** Snappy as Hadoop's codec writes it: blocks, each preceded by its uncompressed and its compressed length. */
async function* writeHadoopSnappy(content: Pieces): AsyncGenerator<Uint8Array> {
  for await (const block of splitIntoBlocks(content, HADOOP_BLOCK_BYTES)) {
    yield writeLength(block.byteLength);
    yield* frameBlock(block);
  }
}

function frameBlock(block: Uint8Array): Uint8Array[] {
  const packed = compress(block);
  return [writeLength(packed.byteLength), packed];
}

function writeLength(bytes: number): Buffer {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32BE(bytes);
  return prefix;
}

/** The same bytes in blocks of equal size; the last may be shorter. */
async function* splitIntoBlocks(content: Pieces, bytes: number): AsyncGenerator<Uint8Array> {
  let block = Buffer.allocUnsafe(bytes);
  let used = 0;
  for await (const piece of content) {
    for (let rest = piece; rest.byteLength > 0;) {
      const fits = rest.subarray(0, bytes - used);
      block.set(fits, used);
      used += fits.byteLength;
      rest = rest.subarray(fits.byteLength);
      if (used < bytes) continue;
      yield block;
      block = Buffer.allocUnsafe(bytes);
      used = 0;
    }
  }
  if (used > 0) yield block.subarray(0, used);
}

/** The compression of an object, and the end of its name. */
interface CompressionFormat {
  /** With the dot; empty if the format has none. */
  readonly extension: string;
  readonly contentEncoding: string | undefined;
  /** @param entry the name and time of the one file inside, for archive formats */
  readonly pack: (content: Pieces, entry: { readonly name: string; readonly at: number }) => Pieces;
}

/**
 * Firehose's compression formats with their extensions and Content-Encodings, as measured on AWS in 2026. (AWS's own table
 * says `.hsnappy` for Hadoop-compatible Snappy.)
 */
export const PACKINGS: Readonly<Record<Compression, CompressionFormat>> = {
  UNCOMPRESSED: { extension: "", contentEncoding: undefined, pack: (content) => content },
  GZIP: { extension: ".gz", contentEncoding: "gzip", pack: gzip },
  ZIP: { extension: ".zip", contentEncoding: "zip", pack: zip },
  Snappy: { extension: ".snappy", contentEncoding: "snappy-java", pack: writeSnappyJava },
  HADOOP_SNAPPY: { extension: ".snappy", contentEncoding: "hadoop-snappy", pack: writeHadoopSnappy },
};
