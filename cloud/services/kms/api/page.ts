import { createPage as cut } from "../../framework/page";
import { createInvalidMarkerFault } from "../model/faults";

/** One page of a list that is in the order of its keys. @throws AwsFault InvalidMarkerException */
export function createPage<T>(
  all: readonly T[],
  keyOf: (item: T) => string,
  { size, marker }: { readonly size: number; readonly marker: string | undefined },
): { readonly items: T[]; readonly Truncated: boolean; readonly NextMarker?: string } {
  const { items, next } = cut(all, keyOf, { token: marker, size, createInvalidFault: createInvalidMarkerFault });
  return next === undefined ? { items, Truncated: false } : { items, Truncated: true, NextMarker: next };
}
