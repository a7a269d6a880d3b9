import { getItemAt } from "../../../core/item-at";

// The locations of most partitions of a table differ only by the partitions' values: `s3://b/t/day=2030-01-01/hour=5/`.
// Such locations are stored once, as a template; this makes reading a table of 100,000 partitions several times faster.

/** A location with a gap for each value: the texts before the first value, between the values, and after the last. */
export type LocationTemplate = readonly string[];

/** The template of a location; undefined unless the location contains the values in their order. */
export function findTemplate(location: string, values: readonly string[]): LocationTemplate | undefined {
  const pieces: string[] = [];
  let end = location.length;
  // Searched from the end, since the bucket's name may contain a short value too.
  for (let index = values.length - 1; index >= 0; index--) {
    const value = getItemAt(values, index);
    const at = location.lastIndexOf(value, end - value.length);
    if (value === "" || at < 0 || at + value.length > end) return undefined;
    pieces.unshift(location.slice(at + value.length, end));
    end = at;
  }
  return [location.slice(0, end), ...pieces];
}

/** The location that a template and values give. */
export function fillTemplate(template: LocationTemplate, values: readonly string[]): string {
  const [first = "", ...rest] = template;
  return rest.reduce((location, piece, index) => location + getItemAt(values, index) + piece, first);
}
