import { QueryFault } from "../engine/query-engine";

/** Names that the engine gives to columns which the query gives none. */
const UNNAMED = /^_col\d+$/;

/**
 * What a query makes can be kept as a table or a view only if each column has a name of its own.
 *
 * @throws QueryFault as Trino words it
 */
export function assertColumnNames(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (name === "" || UNNAMED.test(name))
      throw new QueryFault("MISSING_COLUMN_NAME", `line 1:1: Column name not specified at position ${index + 1}`);
    if (seen.has(name))
      throw new QueryFault("DUPLICATE_COLUMN_NAME", `line 1:1: Column name '${name}' specified more than once`);
    seen.add(name);
  }
}
