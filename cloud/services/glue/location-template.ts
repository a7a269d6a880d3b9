import { itemAt } from "../../core/item-at";

// Most partitions of a table stand in places that differ by their values alone: `s3://b/t/day=2030-01-01/hour=5/`. Such places are kept
// once, with gaps; a table of 100,000 partitions is read several times faster so.

/** A place with a gap for each value: what stands before the first, between them, and behind the last. */
export type LocationTemplate = readonly string[];

/** The template of a place; undefined if it does not hold the values in their order. */
export function templateOf(location: string, values: readonly string[]): LocationTemplate | undefined {
  const pieces: string[] = [];
  let end = location.length;
  // From behind: short values stand in the names of buckets, too.
  for (let index = values.length - 1; index >= 0; index--) {
    const value = itemAt(values, index);
    const at = location.lastIndexOf(value, end - value.length);
    if (value === "" || at < 0 || at + value.length > end) return undefined;
    pieces.unshift(location.slice(at + value.length, end));
    end = at;
  }
  return [location.slice(0, end), ...pieces];
}

/** The place that a template stands for. */
export function locationIn(template: LocationTemplate, values: readonly string[]): string {
  const [first = "", ...rest] = template;
  return rest.reduce((place, piece, index) => place + itemAt(values, index) + piece, first);
}
