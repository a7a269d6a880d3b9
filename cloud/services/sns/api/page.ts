import { createPage as cut } from "../../framework/page";
import { createInvalidParameterFault } from "../model/faults";

const PAGE = 100;

/** One page of a list that is in the order of its keys. @throws AwsFault InvalidParameter */
export function createPage<T>(
  all: readonly T[],
  keyOf: (item: T) => string,
  token: string | undefined,
): { readonly items: T[]; readonly NextToken?: string } {
  const { items, next } = cut(all, keyOf, {
    token,
    size: PAGE,
    createInvalidFault: () => createInvalidParameterFault("NextToken"),
  });
  return next === undefined ? { items } : { items, NextToken: next };
}
