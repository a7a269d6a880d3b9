import { getKeyAfterPrefix, type StoredKey } from "../../model/keys";
import type { SortedMap } from "../../store/sorted-map";
import { createInvalidArgumentFault } from "../../model/faults";

/** The part of a bucket to list. Keys are in their stored form. */
export interface ListingRequest {
  /** Only keys with this prefix; empty for all. */
  readonly prefix: StoredKey;
  /** Keys with the delimiter after the prefix are grouped into common prefixes; empty for no grouping. */
  readonly delimiter: StoredKey;
  /** Only entries after this key or common prefix; empty for all. */
  readonly after: StoredKey;
  /** At most this many keys and common prefixes together. */
  readonly max: number;
}

/** One page of a listing. */
export interface Page<V> {
  readonly entries: readonly (readonly [key: StoredKey, value: V])[];
  readonly commonPrefixes: readonly StoredKey[];
  /** Whether more entries follow. */
  readonly isTruncated: boolean;
  /** The last key or common prefix: list after it to get the next page. Undefined on an empty page. */
  readonly last: StoredKey | undefined;
}

/**
 * Lists keys in order. A common prefix costs one search, however many keys it stands for.
 *
 * A common prefix that contains `after` counts as already listed, with all its keys (measured on AWS, 2026-02).
 */
export function listPage<V>(keys: SortedMap<V>, request: ListingRequest): Page<V> {
  const entries: (readonly [StoredKey, V])[] = [];
  const commonPrefixes: StoredKey[] = [];
  let last: StoredKey | undefined;
  const createPage = (isTruncated: boolean): Page<V> => ({ entries, commonPrefixes, isTruncated, last });
  if (request.max === 0) return createPage(false);
  let from = findFirstKey(request);
  while (from !== undefined) {
    const start: StoredKey = from;
    from = undefined;
    for (const [key, value] of keys.listEntriesFrom(start)) {
      if (!key.startsWith(request.prefix)) return createPage(false);
      if (entries.length + commonPrefixes.length === request.max) return createPage(true);
      const common = getCommonPrefix(key, request);
      last = common ?? key;
      if (common === undefined) entries.push([key, value]);
      else {
        commonPrefixes.push(common);
        from = getKeyAfterPrefix(common);
        break;
      }
    }
  }
  return createPage(false);
}

/** The lowest key that can be listed; undefined if there is none. */
function findFirstKey(request: ListingRequest): StoredKey | undefined {
  const { prefix, after } = request;
  if (after < prefix || after === "") return prefix;
  const seen = getCommonPrefix(after, request);
  return seen === undefined ? `${after}\0` : getKeyAfterPrefix(seen);
}

/** The common prefix of a key: up to and including the first delimiter after the listing's prefix. */
function getCommonPrefix(key: StoredKey, { prefix, delimiter }: ListingRequest): StoredKey | undefined {
  if (delimiter === "" || !key.startsWith(prefix)) return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at === -1 ? undefined : key.slice(0, at + delimiter.length);
}

/**
 * The form of keys in a listing: unchanged, or URL-encoded if the client requests it, since XML cannot contain every
 * character.
 */
export type KeyEncoder = (key: string) => string;

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
export const createKeySpelling = (encodingType: "url" | undefined): KeyEncoder =>
  encodingType === undefined
    ? (key) => key
    : (key) => encodeURIComponent(key).replace(RESPELLED, (mark) => SPELLING[mark] ?? mark);

/** An opaque token with the start of the next page. */
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
