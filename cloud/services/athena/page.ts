import { malformedPageToken } from "./faults";

/** One page of a listing, with the token for the next. */
export interface Page<T> {
  readonly items: T[];
  readonly NextToken?: string;
}

/** For listings whose last item comes first. */
export const LAST_FIRST = {
  key: ({ number }: { readonly number: number }): string => String(number),
  isBefore: (a: string, b: string): boolean => Number(a) > Number(b),
};

/** AWS's largest page, and what it takes where a caller does not say. */
const MOST = 50;

/**
 * Cuts a listing into pages. A token remembers the key of the page's last item, so that a page stays right when others
 * come and go; the item itself may be gone by then.
 *
 * @param all   in the order of the listing
 * @param order an item's key, and whether one key stands before another
 * @throws AwsFault InvalidRequestException if the token is none of ours
 */
export function pageOf<T>(
  all: readonly T[],
  order: { readonly key: (item: T) => string; readonly isBefore?: (a: string, b: string) => boolean },
  {
    NextToken: token,
    MaxResults: most,
  }: { readonly NextToken?: string | undefined; readonly MaxResults?: number | undefined },
): Page<T> {
  const isBefore = order.isBefore ?? ((a, b) => a < b);
  const after = token === undefined ? undefined : keyIn(token);
  const from = after === undefined ? 0 : all.findIndex((item) => isBefore(after, order.key(item)));
  // MaxResults may be 0 in some listings, which means the same as leaving it out.
  const items = from < 0 ? [] : all.slice(from, from + (most || MOST));
  const last = items.at(-1);
  if (last === undefined || from + items.length >= all.length) return { items };
  return { items, NextToken: Buffer.from(JSON.stringify([order.key(last)])).toString("base64") };
}

function keyIn(token: string): string {
  let found: unknown;
  try {
    found = JSON.parse(Buffer.from(token, "base64").toString());
  } catch {
    throw malformedPageToken(token);
  }
  const key: unknown = Array.isArray(found) && found.length === 1 ? found[0] : undefined;
  if (typeof key !== "string") throw malformedPageToken(token);
  return key;
}
