import { pageOf as cut } from "../page";
import { invalidRequest } from "./faults";

/** One page of a list; what came before is counted. @throws AwsFault ValidationError for a token that no page gave */
export function pageOf<T>(
  all: readonly T[],
  token: string | undefined,
): { readonly items: T[]; readonly NextToken?: string } {
  const invalid = (): Error => invalidRequest("The specified NextToken is invalid.");
  const { items, next } = cut(all, (_, index) => index, { token, size: 100, invalid });
  return next === undefined ? { items } : { items, NextToken: next };
}
