import type { StaticOperationSchema } from "@smithy/types";
import type { Call } from "../../../core/call";
import type { AnyMembers, CheckedInput, Operation, Reply } from "../../../core/members";
import type { Services } from "../../framework/services";
import { operation as labOperation } from "../../framework/operation";
import { createOtherCatalogFault, createInvalidTokenFault } from "../model/faults";
import { createPage as cut } from "../../framework/page";

/**
 * Makes an operation of Glue, which first refuses any catalog other than this account's.
 *
 * @see labOperation for what each argument means
 */
export const operation = <const M extends AnyMembers, Output>(
  schema: StaticOperationSchema,
  members: M,
  handler: (cloud: Services, request: CheckedInput<M>, call: Call) => Reply<Output>,
): Operation<Services> =>
  labOperation(schema, members, (cloud, request: CheckedInput<M>, call): Reply<Output> => {
    if ("CatalogId" in request && request.CatalogId !== undefined && request.CatalogId !== cloud.account)
      throw createOtherCatalogFault(cloud.account);
    return handler(cloud, request, call);
  });

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
