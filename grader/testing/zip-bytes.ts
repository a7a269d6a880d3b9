import { deflateRawSync } from "node:zlib";

/** A zip with one body that several names in its directory point to. */
export function createSharingZip(names: readonly string[], body: Uint8Array): Uint8Array {
  const packed = deflateRawSync(body);
  const name = Buffer.from(names[0] ?? "");
  const local = createHeader(30, { 0: 0x04034b50 }, { 8: 8, 26: name.length });
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(body.length, 22);
  const directory = names.map((each) => {
    const central = createHeader(
      46,
      { 0: 0x02014b50, 20: packed.length, 24: body.length },
      { 10: 8, 28: Buffer.byteLength(each) },
    );
    return Buffer.concat([central, Buffer.from(each)]);
  });
  const at = local.length + name.length + packed.length;
  const bytes = directory.reduce((sum, { length }) => sum + length, 0);
  const end = createHeader(22, { 0: 0x06054b50, 12: bytes, 16: at }, { 8: names.length, 10: names.length });
  return Buffer.concat([local, name, packed, ...directory, end]);
}

/** Bytes of a zip's header: its numbers of 32 and of 16 bits, by their places. */
export function createHeader(length: number, words: Record<number, number>, halves: Record<number, number>): Buffer {
  const created = Buffer.alloc(length);
  for (const [at, value] of Object.entries(words)) created.writeUInt32LE(value, Number(at));
  for (const [at, value] of Object.entries(halves)) created.writeUInt16LE(value, Number(at));
  return created;
}
