import { isLike } from "../../../../foundation/wildcards";
import { createFilterNotEmulatedFault } from "../model/faults";
import type { StoredTag } from "../model/stored";

const WILDCARDS = { any: "*", single: "?" };

interface FilterInput {
  readonly Name?: string | undefined;
  readonly Values?: readonly string[] | undefined;
}

/** For each filter, by its name, the values of an item that it is compared with. */
export type Filterable<T> = Readonly<Record<string, (item: T) => string | readonly string[] | undefined>>;

/**
 * The items that match all filters. In a filter's values `*` and `?` are wildcards; `tag:<key>` and `tag-key` filter by
 * tags.
 *
 * @throws AwsFault NotImplemented for a filter that the lab cloud does not support
 */
export function filterItems<T extends object>(
  all: readonly T[],
  filterInputs: readonly FilterInput[] | undefined,
  known: Filterable<T>,
): T[] {
  const tests = (filterInputs ?? []).map(({ Name: name = "", Values: values = [] }) => {
    const read = getReader(name, known);
    return (item: T): boolean =>
      [read(item) ?? []].flat().some((value) => values.some((pattern) => isLike(value, pattern, WILDCARDS)));
  });
  return all.filter((item) => tests.every((test) => test(item)));
}

function getReader<T extends object>(
  name: string,
  known: Filterable<T>,
): (item: T) => string | readonly string[] | undefined {
  if (name.startsWith("tag:"))
    return (item) => getTags(item).find(({ key }) => key === name.slice("tag:".length))?.value;
  if (name === "tag-key") return (item) => getTags(item).map(({ key }) => key);
  const found = Object.hasOwn(known, name) ? known[name] : undefined;
  if (found === undefined) throw createFilterNotEmulatedFault(name);
  return found;
}

const getTags = (item: { readonly tags?: readonly StoredTag[] }): readonly StoredTag[] => item.tags ?? [];
