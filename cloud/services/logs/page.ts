import { invalidToken } from "./faults";

/** One page of a listing, with the token for the next. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

/**
 * Cuts a sorted list into pages. A token says behind which name the next page begins.
 *
 * @throws AwsFault InvalidParameterException if the token is none of ours
 */
export function page<T>(
  all: readonly T[],
  nameOf: (one: T) => string,
  { nextToken, limit }: { readonly nextToken: string | undefined; readonly limit: number },
): Page<T> {
  const from = nextToken === undefined ? 0 : all.findIndex((one) => nameOf(one) === nameIn(nextToken)) + 1;
  if (nextToken !== undefined && from === 0) throw invalidToken();
  const items = all.slice(from, from + limit);
  const last = items.at(-1);
  const isMore = from + limit < all.length;
  return {
    items,
    nextToken: isMore && last !== undefined ? Buffer.from(nameOf(last)).toString("base64url") : undefined,
  };
}

const nameIn = (token: string): string => Buffer.from(token, "base64url").toString();
