import { getItemAt } from "../../../foundation/item-at";

/** A sort key of a listing: integers, or strings in the order of their characters. */
type PageKey = string | number;

/** The page that a caller requests. */
interface PageRequest {
  readonly token: string | undefined;
  /** The maximum number of items of a page. */
  readonly size: number;
  /** Whether the listing begins with the last key. */
  readonly isDescending?: boolean;
  /** AWS's error for a token that no page of this listing returned. */
  readonly createInvalidFault: (token: string) => Error;
}

/**
 * Cuts a listing into pages. A token holds the key of the page's last item, so that the next page is right even if
 * items are added or removed, including that last item.
 *
 * @param all in the order of their keys, which are unique
 * @param keyOf an item's key, all of one type; its index, if a listing has no better key
 * @returns the page, and the token for the next page if there is one
 * @throws the error that `invalid` makes
 */
export function createPage<T>(
  all: readonly T[],
  keyOf: (item: T, index: number) => PageKey,
  { token, size, ...rest }: PageRequest,
): { readonly items: T[]; readonly next: string | undefined } {
  const from = token === undefined ? 0 : findFirstAfter(all, keyOf, { token, ...rest });
  const items = all.slice(from, from + size);
  const end = from + items.length;
  const last = items.at(-1);
  return { items, next: last === undefined || end >= all.length ? undefined : encodeToken(keyOf(last, end - 1)) };
}

/** Binary search, since a table may have 100,000 partitions, and their listing 100 pages. */
function findFirstAfter<T>(
  all: readonly T[],
  keyOf: (item: T, index: number) => PageKey,
  { token, isDescending = false, createInvalidFault }: Omit<PageRequest, "size"> & { readonly token: string },
): number {
  const after = parseToken(token);
  if (after === undefined) throw createInvalidFault(token);
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const key = keyOf(getItemAt(all, middle), middle);
    if (typeof key !== typeof after) throw createInvalidFault(token);
    if (isDescending ? key >= after : key <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}

const encodeToken = (key: PageKey): string => Buffer.from(JSON.stringify([key])).toString("base64url");

function parseToken(token: string): PageKey | undefined {
  try {
    const found: unknown = JSON.parse(Buffer.from(token, "base64url").toString());
    const [key]: unknown[] = Array.isArray(found) && found.length === 1 ? found : [];
    return typeof key === "string" || typeof key === "number" ? key : undefined;
  } catch {
    return undefined;
  }
}
