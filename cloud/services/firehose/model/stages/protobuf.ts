/** A field of a protocol buffers message: a number, or the bytes of a string, a byte field or an embedded message. */
interface ProtobufField {
  readonly field: number;
  readonly value: number | Buffer;
}

const VARINT = 0;
const BYTES = 2;

/**
 * Reads the fields of a message that holds nothing but varints and lengths with bytes.
 *
 * @returns undefined if the bytes are no such message
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export function readProtobufFields(message: Buffer): readonly ProtobufField[] | undefined {
  const fields: ProtobufField[] = [];
  let at = 0;
  while (at < message.byteLength) {
    const tag = readVarint(message, at);
    const value = tag && readVarint(message, tag.end);
    if (tag === undefined || value === undefined) return undefined;
    const [field, type] = [Math.floor(tag.value / 8), tag.value % 8];
    at = value.end;
    if (type === VARINT) fields.push({ field, value: value.value });
    else if (type !== BYTES || at + value.value > message.byteLength) return undefined;
    else fields.push({ field, value: message.subarray(at, (at += value.value)) });
  }
  return fields;
}

function readVarint(bytes: Buffer, from: number): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  let scale = 1;
  for (let at = from; at < bytes.byteLength && scale <= 2 ** 49; at++, scale *= 128) {
    const byte = bytes.readUInt8(at);
    value += (byte % 128) * scale;
    if (byte < 128) return { value, end: at + 1 };
  }
  return undefined;
}
