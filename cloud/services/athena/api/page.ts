import { createPage as cut } from "../../framework/page";
import { createMalformedPageTokenFault } from "../model/faults";

/** AWS's largest page, and its size where a request does not say. */
const MAX = 50;

/** One page of a listing, in the order of its keys. @throws AwsFault InvalidRequestException for a token that no page returned */
export function createPage<T>(
  all: readonly T[],
  keyOf: (item: T) => string | number,
  {
    NextToken: token,
    MaxResults,
  }: { readonly NextToken?: string | undefined; readonly MaxResults?: number | undefined },
): { readonly items: T[]; readonly NextToken?: string } {
  // MaxResults may be 0 in some listings; AWS treats that like no MaxResults.
  const { items, next } = cut(all, keyOf, {
    token,
    size: MaxResults || MAX,
    createInvalidFault: createMalformedPageTokenFault,
  });
  return next === undefined ? { items } : { items, NextToken: next };
}
