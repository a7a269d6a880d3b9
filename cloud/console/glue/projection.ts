import type { CatalogTable } from "./catalog";

/** Whether Athena computes a table's partitions from its properties (partition projection). */
export const isProjected = ({ Parameters }: CatalogTable): boolean =>
  Parameters?.["projection.enabled"]?.toLowerCase() === "true";

/** How the values of one partition key are computed. */
interface ProjectedKey {
  readonly name: string;
  /** `enum`, `integer`, `date` or `injected`. */
  readonly type: string;
  /** The key's other properties, in a line: `range 0,23; digits 2`. */
  readonly rest: string;
}

/** The projection of each partition key, from the table's properties. */
export const listProjectedKeys = ({ PartitionKeys = [], Parameters = {} }: CatalogTable): readonly ProjectedKey[] =>
  PartitionKeys.map(({ Name }) => {
    const beginning = `projection.${Name}.`;
    const own = Object.entries(Parameters).flatMap(([property, value]) =>
      property.startsWith(beginning) ? [[property.slice(beginning.length), value] as const] : [],
    );
    return {
      name: Name,
      type: own.find(([property]) => property === "type")?.[1] ?? "",
      rest: own.flatMap(([property, value]) => (property === "type" ? [] : [`${property} ${value}`])).join("; "),
    };
  });
