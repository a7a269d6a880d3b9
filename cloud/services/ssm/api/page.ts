import { createPage as cut } from "../../framework/page";
import { createInvalidTokenFault } from "../model/faults";

/** One page of a list that is in the order of its names. @throws AwsFault InvalidNextToken */
export function createPage<T extends { readonly name: string }>(
  all: readonly T[],
  size: number,
  token: string | undefined,
): { readonly items: T[]; readonly NextToken?: string } {
  const { items, next } = cut(all, ({ name }) => name, { token, size, createInvalidFault: createInvalidTokenFault });
  return next === undefined ? { items } : { items, NextToken: next };
}
