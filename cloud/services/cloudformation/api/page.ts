import { createPage as cut } from "../../framework/page";
import { createInvalidRequestFault } from "../model/faults";

/**
 * One page of a list; the token counts the items before it.
 * @throws AwsFault ValidationError for a token that no page returned
 */
export function createPage<T>(
  all: readonly T[],
  token: string | undefined,
): { readonly items: T[]; readonly NextToken?: string } {
  const createInvalidToken = (): Error => createInvalidRequestFault("The specified NextToken is invalid.");
  const { items, next } = cut(all, (_, index) => index, { token, size: 100, createInvalidFault: createInvalidToken });
  return next === undefined ? { items } : { items, NextToken: next };
}
