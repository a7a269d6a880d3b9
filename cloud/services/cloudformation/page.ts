import { pageOf as cut } from "../page";
import { invalidRequest } from "./faults";

/**
 * One page of a list; the token counts the items before it.
 * @throws AwsFault ValidationError for a token that no page returned
 */
export function pageOf<T>(
  all: readonly T[],
  token: string | undefined,
): { readonly items: T[]; readonly NextToken?: string } {
  const invalid = (): Error => invalidRequest("The specified NextToken is invalid.");
  const { items, next } = cut(all, (_, index) => index, { token, size: 100, invalid });
  return next === undefined ? { items } : { items, NextToken: next };
}
