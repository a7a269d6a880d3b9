import { isLike } from "../../core/wildcards";
import { createFilterNotEmulatedFault } from "./faults";
import type { StoredTag } from "./stored";

const WILDCARDS = { any: "*", one: "?" };

interface AskedFilter {
  readonly Name?: string | undefined;
  readonly Values?: readonly string[] | undefined;
}

/** For each filter, by its name, the values of an item that it is compared with. */
export type Filterable<T> = Readonly<Record<string, (one: T) => string | readonly string[] | undefined>>;

/**
 * The items that match all filters. In a filter's values `*` and `?` are wildcards; `tag:<key>` and `tag-key` filter by
 * tags.
 *
 * @throws AwsFault NotImplemented for a filter that the lab cloud does not support
 */
export function filterItems<T extends object>(
  all: readonly T[],
  asked: readonly AskedFilter[] | undefined,
  known: Filterable<T>,
): T[] {
  const tests = (asked ?? []).map(({ Name: name = "", Values: values = [] }) => {
    const read = getReader(name, known);
    return (one: T): boolean =>
      [read(one) ?? []].flat().some((value) => values.some((pattern) => isLike(value, pattern, WILDCARDS)));
  });
  return all.filter((one) => tests.every((test) => test(one)));
}

function getReader<T extends object>(
  name: string,
  known: Filterable<T>,
): (one: T) => string | readonly string[] | undefined {
  if (name.startsWith("tag:")) return (one) => getTags(one).find(({ key }) => key === name.slice("tag:".length))?.value;
  if (name === "tag-key") return (one) => getTags(one).map(({ key }) => key);
  const found = Object.hasOwn(known, name) ? known[name] : undefined;
  if (found === undefined) throw createFilterNotEmulatedFault(name);
  return found;
}

const getTags = (one: { readonly tags?: readonly StoredTag[] }): readonly StoredTag[] => one.tags ?? [];
