import { itemAt } from "../core/item-at";

/** What a listing is ordered by: whole numbers, or texts in the order of their characters. */
type PageKey = string | number;

/** Which page a caller asks for. */
interface PageRequest {
  readonly token: string | undefined;
  /** The most items of a page. */
  readonly size: number;
  /** Whether the listing begins with the last key. */
  readonly isDescending?: boolean;
  /** What AWS answers to a token that no page of this listing gave. */
  readonly invalid: (token: string) => Error;
}

/**
 * Cuts a listing into pages. A token holds the key of the page's last item, so that the next page is right when items come and go, even
 * that item.
 *
 * @param all   in the order of their keys, each of which stands once
 * @param keyOf an item's key, all of one type; its index, where a listing has nothing better
 * @returns     the page, and the token for the next one where there is one
 * @throws what `invalid` makes
 */
export function pageOf<T>(
  all: readonly T[],
  keyOf: (item: T, index: number) => PageKey,
  { token, size, ...rest }: PageRequest,
): { readonly items: T[]; readonly next: string | undefined } {
  const from = token === undefined ? 0 : firstAfter(all, keyOf, { token, ...rest });
  const items = all.slice(from, from + size);
  const end = from + items.length;
  const last = items.at(-1);
  return { items, next: last === undefined || end >= all.length ? undefined : tokenOf(keyOf(last, end - 1)) };
}

/** By halving: a table may have 100,000 partitions, and a listing of them 100 pages. */
function firstAfter<T>(
  all: readonly T[],
  keyOf: (item: T, index: number) => PageKey,
  { token, isDescending = false, invalid }: Omit<PageRequest, "size"> & { readonly token: string },
): number {
  const after = keyIn(token);
  if (after === undefined) throw invalid(token);
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const key = keyOf(itemAt(all, middle), middle);
    if (typeof key !== typeof after) throw invalid(token);
    if (isDescending ? key >= after : key <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}

const tokenOf = (key: PageKey): string => Buffer.from(JSON.stringify([key])).toString("base64url");

function keyIn(token: string): PageKey | undefined {
  try {
    const found: unknown = JSON.parse(Buffer.from(token, "base64url").toString());
    const [key]: unknown[] = Array.isArray(found) && found.length === 1 ? found : [];
    return typeof key === "string" || typeof key === "number" ? key : undefined;
  } catch {
    return undefined;
  }
}
