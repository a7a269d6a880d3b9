import { invalidRequest } from "./faults";

/** One page of a list. @throws AwsFault ValidationError for a token that is not one of ours */
export function pageOf<T>(
  all: readonly T[],
  token: string | undefined,
  size = 100,
): { readonly items: T[]; readonly NextToken?: string } {
  const from =
    token === undefined
      ? 0
      : Number(/^page-(\d+)$/.exec(Buffer.from(token, "base64url").toString("utf8"))?.[1] ?? Number.NaN);
  if (!Number.isInteger(from)) throw invalidRequest("The specified NextToken is invalid.");
  const items = all.slice(from, from + size);
  return from + size < all.length
    ? { items, NextToken: Buffer.from(`page-${from + size}`).toString("base64url") }
    : { items };
}
