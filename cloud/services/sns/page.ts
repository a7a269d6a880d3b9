import { pageOf as cut } from "../page";
import { invalidParameter } from "./faults";

const PAGE = 100;

/** One page of a list that is in the order of its keys. @throws AwsFault InvalidParameter */
export function pageOf<T>(
  all: readonly T[],
  keyOf: (item: T) => string,
  token: string | undefined,
): { readonly items: T[]; readonly NextToken?: string } {
  const { items, next } = cut(all, keyOf, { token, size: PAGE, invalid: () => invalidParameter("NextToken") });
  return next === undefined ? { items } : { items, NextToken: next };
}
