import SnappyJS from "snappyjs";

const XERIAL = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const FRAMED = Buffer.from([0xff, 0x06, 0x00, 0x00, 0x73, 0x4e, 0x61, 0x50, 0x70, 0x59]);

/** Decompresses Snappy in any of the formats found in files: framed, xerial's (snappy-java), Hadoop's blocks. @throws Error for another format */
export function unpackSnappy(packed: Buffer): Uint8Array {
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
