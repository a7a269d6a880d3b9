import { QueryFault } from "../../engine/query-engine";

/** Names that the engine gives to columns without a name. */
const UNNAMED = /^_col\d+$/;

/**
 * A query can only become a table or a view if each of its columns has a unique name.
 *
 * @throws QueryFault with Trino's message
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
