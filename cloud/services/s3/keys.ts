import { badRequest, keyTooLong } from "./faults";

const MOST_KEY_BYTES = 1024;
/** Printable ASCII, whose UTF-8 bytes are its characters. */
const PLAIN = /^[ -~]*$/;

/**
 * A key in the form in which buckets hold it: its UTF-8 bytes, one character each. JavaScript then compares and stores
 * it as S3 does, byte by byte, which its own strings (UTF-16) do not beyond U+FFFF. Keys of plain ASCII stay what they are.
 */
export type HeldKey = string;

/** The held form of a key, of a prefix, or of a marker. */
export const heldKey = (key: string): HeldKey => (PLAIN.test(key) ? key : Buffer.from(key, "utf8").toString("latin1"));

/** The key that a held form stands for. */
export const plainKey = (held: HeldKey): string =>
  PLAIN.test(held) ? held : Buffer.from(held, "latin1").toString("utf8");

/** The first key behind all keys that begin with `prefix`; undefined if there can be none. */
export function behindPrefix(prefix: HeldKey): HeldKey | undefined {
  for (let last = prefix.length - 1; last >= 0; last--) {
    const byte = prefix.charCodeAt(last);
    if (byte < 0xff) return prefix.slice(0, last) + String.fromCharCode(byte + 1);
  }
  return undefined;
}

/**
 * The held form of a key that a request names.
 *
 * @throws AwsFault KeyTooLongError above 1,024 bytes; 400 for a key whose `..` segments climb out of the bucket: S3
 *         refuses those, read from left to right, and takes any other (`a/../b` is a key like any)
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
 */
export function requestedKey(key: string): HeldKey {
  const held = heldKey(key);
  if (held.length > MOST_KEY_BYTES) throw keyTooLong(held.length, MOST_KEY_BYTES);
  if (key.includes("..") && climbsOut(key)) throw badRequest();
  return held;
}

function climbsOut(key: string): boolean {
  let depth = 0;
  for (const segment of key.split("/")) {
    if (segment === "..") depth -= 1;
    else if (segment !== "" && segment !== ".") depth += 1;
    if (depth < 0) return true;
  }
  return false;
}
