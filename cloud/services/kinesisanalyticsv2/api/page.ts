import { createPage as cut } from "../../framework/page";
import { createInvalidTokenFault } from "../model/faults";

/** One page of a listing in the order of its keys. @throws AwsFault InvalidArgumentException for a token that no page returned */
export function createPage<T>(
  all: readonly T[],
  keyOf: (item: T, index: number) => string | number,
  {
    NextToken: token,
    Limit: size = 50,
  }: { readonly NextToken?: string | undefined; readonly Limit?: number | undefined },
): { readonly items: T[]; readonly NextToken?: string } {
  const { items, next } = cut(all, keyOf, { token, size, createInvalidFault: createInvalidTokenFault });
  return next === undefined ? { items } : { items, NextToken: next };
}
