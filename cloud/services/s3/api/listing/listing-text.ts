import { createInvalidArgumentFault } from "../../model/faults";
import type { StoredKey } from "../../model/keys";

/**
 * The form of keys in a listing: unchanged, or URL-encoded if the client requests it, since XML cannot contain every
 * character.
 */
export type KeySpelling = (key: string) => string;

const RESPELLED = /[!'()]|%20|%2F/g;
/** S3's URL encoding of characters where JavaScript's differs. */
const SPELLING: Readonly<Record<string, string>> = {
  "!": "%21",
  "'": "%27",
  "(": "%28",
  ")": "%29",
  "%20": "+",
  "%2F": "/",
};

/** The spelling for a listing's `encoding-type`. */
export const createKeySpelling = (encodingType: "url" | undefined): KeySpelling =>
  encodingType === undefined
    ? (key) => key
    : (key) => encodeURIComponent(key).replace(RESPELLED, (mark) => SPELLING[mark] ?? mark);

/** An opaque token with the position at which the next page begins. */
export const createContinuationToken = (last: StoredKey): string =>
  Buffer.from(`1${last}`, "latin1").toString("base64");

/**
 * Reads a continuation token.
 *
 * @throws AwsFault InvalidArgument if `createContinuationToken` did not make the token
 */
export function parseContinuationToken(token: string): StoredKey {
  const text = Buffer.from(token, "base64").toString("latin1");
  if (!text.startsWith("1") || createContinuationToken(text.slice(1)) !== token) {
    throw createInvalidArgumentFault("The continuation token provided is incorrect", { name: "continuation-token" });
  }
  return text.slice(1);
}
