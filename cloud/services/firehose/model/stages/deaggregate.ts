import type { DestinationSettings } from "../destination/settings";
import type { Item, Stage } from "./stage";
import { splitJson } from "./split-json";

/** A record with more parts than this is not split. */
const MAX_PARTS = 500;

/**
 * Splits records that hold several parts: JSON values one after the other, or texts between delimiters. Newlines and
 * delimiters between the parts are dropped.
 *
 * @remarks A record of more than 500 parts is not split, nor is one that is not valid JSON to its end: partition keys
 * then cannot be found, and the whole record goes to the error prefix.
 */
export function deaggregate({ processors: { deaggregation } }: DestinationSettings): Stage | undefined {
  if (deaggregation === undefined) return undefined;
  const split =
    deaggregation.kind === "json" ? splitJson : (data: Uint8Array) => splitAt(data, deaggregation.delimiter);
  return {
    name: "deaggregate",
    run: (items) => ({ items: items.flatMap((item) => createParts(item, split(item.data))), failures: [] }),
  };
}

const createParts = (item: Item, found: readonly Uint8Array[] | undefined): readonly Item[] =>
  found === undefined || found.length === 0 || found.length > MAX_PARTS
    ? [item]
    : found.map((data) => ({ ...item, data }));

/** Empty parts, such as the one after a final delimiter, do not count. */
function splitAt(data: Uint8Array, delimiter: Buffer): readonly Uint8Array[] {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const found: Uint8Array[] = [];
  let from = 0;
  for (let at = bytes.indexOf(delimiter); at !== -1; at = bytes.indexOf(delimiter, from)) {
    if (at > from) found.push(bytes.subarray(from, at));
    from = at + delimiter.byteLength;
  }
  if (from < bytes.byteLength) found.push(bytes.subarray(from));
  return found;
}
