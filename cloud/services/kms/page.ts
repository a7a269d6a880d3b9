import { pageOf as cut } from "../page";
import { invalidMarker } from "./faults";

/** One page of a list that is in the order of its keys. @throws AwsFault InvalidMarkerException */
export function pageOf<T>(
  all: readonly T[],
  keyOf: (item: T) => string,
  { size, marker }: { readonly size: number; readonly marker: string | undefined },
): { readonly items: T[]; readonly Truncated: boolean; readonly NextMarker?: string } {
  const { items, next } = cut(all, keyOf, { token: marker, size, invalid: invalidMarker });
  return next === undefined ? { items, Truncated: false } : { items, Truncated: true, NextMarker: next };
}
