import { invalidToken } from "./faults";

/** One page of a list that is in the order of its names; the token is the last name of the page before. */
export function pageOf<T extends { readonly name: string }>(
  all: readonly T[],
  size: number,
  token: string | undefined,
): { readonly items: readonly T[]; readonly NextToken?: string } {
  const after = token === undefined ? undefined : Buffer.from(token, "base64url").toString("utf8");
  if (after === "") throw invalidToken();
  const left = after === undefined ? all : all.filter(({ name }) => name > after);
  const items = left.slice(0, size);
  const last = items.at(-1);
  if (last === undefined || items.length === left.length) return { items };
  return { items, NextToken: Buffer.from(last.name, "utf8").toString("base64url") };
}
