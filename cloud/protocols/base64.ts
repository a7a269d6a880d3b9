// Node's decoder, which is fast and forgiving, made strict by what it leaves out: every character that is none of base64's makes the
// result shorter.

/** How many bytes a base64 text stands for, if it is one. */
function decodedBytes(text: string): number {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  return text.length % 4 === 0 ? (text.length / 4) * 3 - padding : NaN;
}

function refuse(): never {
  throw new TypeError("a blob is no base64");
}

/** Of base64url's own characters, which Node takes too, AWS knows nothing. */
const isUrlSafe = (text: string): boolean => text.includes("-") || text.includes("_");

/** The bytes of a base64 text. @throws TypeError if it is none */
export function fromBase64(text: string): Buffer {
  const bytes = Buffer.from(text, "base64");
  return bytes.byteLength === decodedBytes(text) && !isUrlSafe(text) ? bytes : refuse();
}

/**
 * The bytes of a base64 text, written over the text itself; what that buys stands in json-scanner.ts.
 *
 * @param from where the text stands in `memory`, one byte a character; `end` lies behind it
 * @returns    a view of `memory`
 * @throws     TypeError if it is none
 */
export function fromBase64InPlace(memory: Buffer, from: number, end: number): Uint8Array {
  const text = memory.toString("latin1", from, end);
  const length = memory.write(text, from, end - from, "base64");
  return length === decodedBytes(text) && !isUrlSafe(text)
    ? new Uint8Array(memory.buffer, memory.byteOffset + from, length)
    : refuse();
}
