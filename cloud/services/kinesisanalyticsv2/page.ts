import { invalidToken } from "./faults";

const MOST = 50;

/**
 * Cuts a listing into pages. A token names the last item of the page before.
 *
 * @throws AwsFault InvalidArgumentException if the token is none of ours
 */
export function pageOf<T>(
  all: readonly T[],
  nameOf: (item: T) => string,
  { NextToken, Limit = MOST }: { readonly NextToken?: string | undefined; readonly Limit?: number | undefined },
): { readonly items: readonly T[]; readonly next: { readonly NextToken?: string } } {
  const after = NextToken === undefined ? undefined : Buffer.from(NextToken, "base64url").toString();
  const from = after === undefined ? 0 : all.findIndex((item) => nameOf(item) === after) + 1;
  if (after !== undefined && from === 0) throw invalidToken();
  const items = all.slice(from, from + Limit);
  const last = items.at(-1);
  const isMore = last !== undefined && from + items.length < all.length;
  return { items, next: isMore ? { NextToken: Buffer.from(nameOf(last)).toString("base64url") } : {} };
}
