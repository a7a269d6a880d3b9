import { createBadRequestFault, createKeyTooLongFault } from "./faults";
import { createHash } from "node:crypto";

const MAX_KEY_BYTES = 1024;
/** Printable ASCII, whose UTF-8 bytes are its characters. */
const PLAIN = /^[ -~]*$/;

/**
 * A key as buckets store it: its UTF-8 bytes, one character for each. JavaScript then compares keys as S3 does, byte by
 * byte, while UTF-16 strings have another order beyond U+FFFF. Keys in plain ASCII stay unchanged.
 */
export type StoredKey = string;

/** The stored form of a key, a prefix or a marker. */
export const toStoredKey = (key: string): StoredKey =>
  PLAIN.test(key) ? key : Buffer.from(key, "utf8").toString("latin1");

/** The key of a stored form. */
export const toPlainKey = (held: StoredKey): string =>
  PLAIN.test(held) ? held : Buffer.from(held, "latin1").toString("utf8");

/** The first possible key after all keys that begin with `prefix`; undefined if there is none. */
export function getKeyAfterPrefix(prefix: StoredKey): StoredKey | undefined {
  for (let last = prefix.length - 1; last >= 0; last--) {
    const byte = prefix.charCodeAt(last);
    if (byte < 0xff) return prefix.slice(0, last) + String.fromCharCode(byte + 1);
  }
  return undefined;
}

/**
 * The stored form of a key that a request names.
 *
 * @throws AwsFault KeyTooLongError above 1,024 bytes; 400 for a key whose `..` segments, read from left to right, lead
 * out of the bucket; S3 accepts any other (`a/../b` is an ordinary key)
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
 */
export function parseKey(key: string): StoredKey {
  const held = toStoredKey(key);
  if (held.length > MAX_KEY_BYTES) throw createKeyTooLongFault(held.length, MAX_KEY_BYTES);
  if (key.includes("..") && isOutside(key)) throw createBadRequestFault();
  return held;
}

function isOutside(key: string): boolean {
  let depth = 0;
  for (const segment of key.split("/")) {
    if (segment === "..") depth -= 1;
    // An empty segment counts, as S3Mock's authors saw it on AWS (`testPutGetHeadDeleteObject_pathSegments`).
    else if (segment !== ".") depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

/*
 * On AWS a version id is opaque, and S3 knows whether it issued it: a made-up one is an invalid argument, and one of a
 * deleted version still says where a listing goes on (recorded by LocalStack, 2026-02-21). Ids here have random
 * characters, a stamp that grows from id to id, and a check of both.
 */

export const ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";
export const RANDOM_CHARACTERS = 19;
/** Microseconds since the epoch, in the alphabet's 64 digits. */
const STAMP_CHARACTERS = 9;
const CHECK_CHARACTERS = 4;
const BASE = ID_ALPHABET.length;
const SIGNED_CHARACTERS = RANDOM_CHARACTERS + STAMP_CHARACTERS;

/** @param random `RANDOM_CHARACTERS` of the alphabet; @param stamp larger than that of every earlier id */
export function createVersionId(random: string, stamp: number): string {
  let digits = "";
  for (let rest = stamp; digits.length < STAMP_CHARACTERS; rest = Math.floor(rest / BASE))
    digits = ID_ALPHABET.charAt(rest % BASE) + digits;
  return `${random}${digits}${createCheck(random + digits)}`;
}

/** Whether S3 issued this id. */
export const isVersionId = (id: string): boolean =>
  id.length === SIGNED_CHARACTERS + CHECK_CHARACTERS &&
  createCheck(id.slice(0, SIGNED_CHARACTERS)) === id.slice(SIGNED_CHARACTERS);

/** An id's stamp; undefined for an id without one, such as `null`. */
export function getStamp(id: string): number | undefined {
  if (!isVersionId(id)) return undefined;
  const digits = [...id.slice(RANDOM_CHARACTERS, SIGNED_CHARACTERS)];
  return digits.reduce((stamp, digit) => stamp * BASE + ID_ALPHABET.indexOf(digit), 0);
}

const createCheck = (text: string): string =>
  [...createHash("sha256").update(text).digest().subarray(0, CHECK_CHARACTERS)]
    .map((byte) => ID_ALPHABET.charAt(byte % BASE))
    .join("");
