import { createHash } from "node:crypto";

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
