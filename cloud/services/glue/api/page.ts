import { createPage as cut } from "../../framework/page";
import { createInvalidTokenFault } from "../model/faults";

/** The requested page; `most` is its size if MaxResults is left out. */
interface PageRequest {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
  readonly max: number;
}

/** One page of a listing in the order of its keys. @throws AwsFault InvalidInputException for a token that no page returned */
export function createPage<T>(
  all: readonly T[],
  keyOf: (item: T, index: number) => string | number,
  { NextToken: token, max, MaxResults: size = max }: PageRequest,
): { readonly items: T[]; readonly NextToken?: string } {
  const { items, next } = cut(all, keyOf, { token, size, createInvalidFault: createInvalidTokenFault });
  return next === undefined ? { items } : { items, NextToken: next };
}
