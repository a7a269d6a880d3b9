import { createPage as cut } from "../../framework/page";
import { createInvalidFault } from "../model/faults";

/**
 * One page of a list in the order of its keys. AWS gives 50 items by default, and at most 50.
 *
 * @throws AwsFault InvalidParameterValueException for a marker that no page returned
 */
export function listPage<T>(
  all: readonly T[],
  keyOf: (item: T, index: number) => string | number,
  { Marker: token, MaxItems = 50 }: { readonly Marker?: string | undefined; readonly MaxItems?: number | undefined },
): { readonly items: T[]; readonly NextMarker?: string } {
  const size = Math.min(MaxItems, 50);
  const { items, next } = cut(all, keyOf, {
    token,
    size,
    createInvalidFault: () => createInvalidFault("Invalid Marker"),
  });
  return next === undefined ? { items } : { items, NextMarker: next };
}

/** The sort key for listing a function's versions: `$LATEST` first, then the numbers. */
export const getVersionKey = ({ version }: { readonly version: string }): string =>
  version.replace("$LATEST", "0").padStart(12);
