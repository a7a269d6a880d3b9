import { invalidMarker } from "./faults";

/** AWS gives this many unless told. */
const USUAL_ITEMS = 100;

/** One page of a list, as IAM's list operations answer it. */
export interface Page<T> {
  readonly items: T[];
  readonly IsTruncated: boolean;
  readonly Marker?: string;
}

/**
 * The page that a caller asks for.
 *
 * @param keyOf   what the marker remembers: the last item's key, so that a page stays right when items come and go
 * @throws AwsFault ValidationError if the marker is not one of ours
 */
export function pageOf<T>(
  all: readonly T[],
  asked: { readonly Marker?: string | undefined; readonly MaxItems?: number | undefined },
  keyOf: (item: T) => string,
): Page<T> {
  const after = asked.Marker === undefined ? undefined : Buffer.from(asked.Marker, "base64url").toString("utf8");
  if (after === "") throw invalidMarker();
  const left = after === undefined ? all : all.filter((item) => keyOf(item) > after);
  const items = left.slice(0, asked.MaxItems ?? USUAL_ITEMS);
  const last = items.at(-1);
  if (items.length === left.length || last === undefined) return { items, IsTruncated: false };
  return { items, IsTruncated: true, Marker: Buffer.from(keyOf(last)).toString("base64url") };
}
