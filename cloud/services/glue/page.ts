import { invalidToken } from "./faults";

/** One page of a listing, with the token for the next. */
export interface Page<T> {
  readonly items: T[];
  readonly NextToken?: string;
}

/** What a caller asks for; `most` is the size of a page where MaxResults is left out. */
export interface Asked {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
  readonly most: number;
}

/**
 * Cuts a listing into pages. A token remembers the key of the page's last item, so that a page stays right when items
 * come and go.
 *
 * @param all   in the order of their keys
 * @param keyOf whole numbers, or texts in the order of their characters
 * @throws AwsFault InvalidInputException if the token is none of ours
 */
export function pageOf<T, K extends string | number>(all: readonly T[], keyOf: (item: T) => K, asked: Asked): Page<T> {
  const after = asked.NextToken === undefined ? undefined : keyIn<K>(asked.NextToken);
  const [first] = all;
  if (after !== undefined && first !== undefined && typeof keyOf(first) !== typeof after) throw invalidToken();
  const from = after === undefined ? 0 : firstAfter(all, keyOf, after);
  const items = all.slice(from, from + (asked.MaxResults ?? asked.most));
  const last = items.at(-1);
  if (last === undefined || from + items.length >= all.length) return { items };
  return { items, NextToken: Buffer.from(JSON.stringify([keyOf(last)])).toString("base64url") };
}

function keyIn<K extends string | number>(token: string): K {
  let found: unknown;
  try {
    found = JSON.parse(Buffer.from(token, "base64url").toString());
  } catch {
    throw invalidToken();
  }
  const key: unknown = Array.isArray(found) && found.length === 1 ? found[0] : undefined;
  if (typeof key !== "string" && typeof key !== "number") throw invalidToken();
  // The border: pageOf looks whether it is the kind of key that this listing has.
  return key as K;
}

/** By halving: a table may have 100,000 partitions, and a listing of them 100 pages. */
function firstAfter<T, K extends string | number>(all: readonly T[], keyOf: (item: T) => K, after: K): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = all[middle];
    if (item !== undefined && keyOf(item) <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}
