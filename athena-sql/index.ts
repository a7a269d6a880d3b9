/**
 * The door of this package: SQL as Athena's engine v3 runs it, on DuckDB. README.md shows how to use it. What runs a query
 * is loaded when the first engine is opened.
 */
import type { QueryEngine, QueryEngineOptions } from "./query-engine";

export type { CatalogColumn, CatalogPartition, CatalogTable, QueryCatalog, QueryFiles, RetainedFiles } from "./catalog";
export { isIceberg } from "./catalog";
export { createCatalog, openFolder, type LocalTable } from "./local-tables";
export * from "./query-engine";

/** Opens the engine. It starts its first process with the first query. */
export async function openEngine(options: QueryEngineOptions): Promise<QueryEngine> {
  const { Engine } = await import("./plan/engine");
  return new Engine(options);
}

/** The names of all functions that queries can call, also of those that Trino takes for syntax, such as `coalesce`. */
export async function listFunctionNames(): Promise<readonly string[]> {
  const { chapters } = await import("./functions/index");
  return chapters.flatMap(({ functions }) => Object.keys(functions));
}
