import { invalid } from "./faults";

/** A page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly NextMarker?: string;
}

/**
 * One page of a list that is in order.
 *
 * @param name  what tells items apart and orders them; the marker holds the last one's
 * @param given the request's members; AWS gives 50 unless told
 * @throws AwsFault InvalidParameterValueException for a marker that no page gave
 */
export function page<T>(
  all: readonly T[],
  name: (item: T) => string,
  { Marker, MaxItems = 50 }: { readonly Marker?: string | undefined; readonly MaxItems?: number | undefined },
): Page<T> {
  const from = Marker === undefined ? 0 : all.findIndex((item) => name(item) === unsealed(Marker)) + 1;
  if (Marker !== undefined && from === 0) throw invalid("Invalid Marker");
  const items = all.slice(from, from + Math.min(MaxItems, 50));
  const last = items.at(-1);
  return last === undefined || from + items.length >= all.length
    ? { items }
    : { items, NextMarker: Buffer.from(name(last)).toString("base64") };
}

const unsealed = (marker: string): string => Buffer.from(marker, "base64").toString("utf8");
