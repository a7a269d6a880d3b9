import { invalidArgument } from "../faults";
import type { HeldKey } from "../keys";

/** How keys stand in a listing: as they are, or URL-encoded when the client asks, since XML cannot hold every key. */
export type KeySpelling = (key: string) => string;

const RESPELLED = /[!'()]|%20|%2F/g;
/** As S3 spells what JavaScript spells otherwise. */
const SPELLING: Readonly<Record<string, string>> = {
  "!": "%21",
  "'": "%27",
  "(": "%28",
  ")": "%29",
  "%20": "+",
  "%2F": "/",
};

/** Makes the spelling that a listing's `encoding-type` asks for. */
export const keySpelling = (encodingType: "url" | undefined): KeySpelling =>
  encodingType === undefined
    ? (key) => key
    : (key) => encodeURIComponent(key).replace(RESPELLED, (mark) => SPELLING[mark] ?? mark);

/** An opaque token that says where the next page begins. */
export const continuationToken = (last: HeldKey): string => Buffer.from(`1${last}`, "latin1").toString("base64");

/**
 * Reads a continuation token.
 *
 * @throws AwsFault InvalidArgument if it is none that `continuationToken` made
 */
export function afterToken(token: string): HeldKey {
  const text = Buffer.from(token, "base64").toString("latin1");
  if (!text.startsWith("1") || continuationToken(text.slice(1)) !== token) {
    throw invalidArgument("The continuation token provided is incorrect", { name: "continuation-token" });
  }
  return text.slice(1);
}
