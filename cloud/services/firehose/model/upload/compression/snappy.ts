import { compress } from "snappyjs";
import type { Pieces } from "./pieces";

/** `\x82SNAPPY\0`, then the format's version and the oldest that can read it. */
const XERIAL_HEADER = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
const XERIAL_BLOCK_BYTES = 32 * 1024;
const HADOOP_BLOCK_BYTES = 256 * 1024;

/**
 * Snappy as snappy-java's output stream writes it: a header, then blocks, each preceded by its compressed length.
 *
 * @see https://github.com/xerial/snappy-java
 */
export async function* writeSnappyJava(content: Pieces): AsyncGenerator<Uint8Array> {
  yield XERIAL_HEADER;
  for await (const block of splitIntoBlocks(content, XERIAL_BLOCK_BYTES)) yield* frameBlock(block);
}

/** Snappy as Hadoop's codec writes it: blocks, each preceded by its uncompressed and its compressed length. */
export async function* writeHadoopSnappy(content: Pieces): AsyncGenerator<Uint8Array> {
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
