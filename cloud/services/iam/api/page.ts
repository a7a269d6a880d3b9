import { createPage as cut } from "../../framework/page";
import { createInvalidMarkerFault } from "../model/faults";

/** One page of a list, as IAM's list operations answer it. */
interface Page<T> {
  readonly items: T[];
  readonly IsTruncated: boolean;
  readonly Marker?: string;
}

/** The requested page, of 100 items by default, in the order of their keys. @throws AwsFault ValidationError for a marker that no page returned */
export function createPage<T>(
  all: readonly T[],
  {
    Marker: token,
    MaxItems: size = 100,
  }: { readonly Marker?: string | undefined; readonly MaxItems?: number | undefined },
  keyOf: (item: T) => string,
): Page<T> {
  const { items, next } = cut(all, keyOf, { token, size, createInvalidFault: createInvalidMarkerFault });
  return next === undefined ? { items, IsTruncated: false } : { items, IsTruncated: true, Marker: next };
}
