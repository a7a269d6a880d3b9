import type { CatalogTable } from "../catalog";
import { QueryFault, SyntaxFault } from "../query-engine";
import { parseWholeQuery } from "../syntax/parse-statement";
import { analyzeQuery, createFaultAt, createGrouping, type Context, type QueryResult } from "./context";
import { analyzeDerived, type FromClause } from "./analyze-derived";

/**
 * The definition of a view that Athena keeps in the catalog, as base64 of JSON in a comment: `/* Presto View: … *\/`.
 */
interface ViewDefinition {
  readonly originalSql: string;
  readonly schema?: string;
  readonly columns?: readonly { readonly name: string }[];
}

/** Expands a view into its query. @throws QueryFault INVALID_VIEW, VIEW_IS_RECURSIVE, VIEW_IS_STALE */
export function analyzeViewRelation(view: CatalogTable, context: Context, at: number): FromClause {
  const name = `awsdatacatalog.${view.database}.${view.definition.Name}`;
  if (context.views.includes(name)) throw createFaultAt(context, at, ["VIEW_IS_RECURSIVE", "View is recursive"]);
  const definition = findView(view);
  if (definition === undefined)
    throw createFaultAt(context, at, ["INVALID_VIEW", `Invalid view JSON: ${view.definition.ViewOriginalText ?? ""}`]);
  const result = analyzeView(definition, { name, context, at });
  if (definition.columns !== undefined && definition.columns.length !== result.columns.length) {
    throw createFaultAt(context, at, [
      "VIEW_IS_STALE",
      `View '${name}' is stale or in invalid state: column count has changed; it must be re-created`,
    ]);
  }
  const columns = result.columns.map((column, index) => ({
    ...column,
    name: definition.columns?.[index]?.name.toLowerCase() ?? column.name,
    title: definition.columns?.[index]?.name ?? column.title,
  }));
  return analyzeDerived({ ...result, columns }, { aliases: { at }, qualifier: [], context });
}

function findView({ definition }: CatalogTable): ViewDefinition | undefined {
  const encoded = /^\/\* Presto View: ([A-Za-z0-9+/=]+) \*\/$/.exec(definition.ViewOriginalText?.trim() ?? "")?.[1];
  if (encoded === undefined) return undefined;
  try {
    const stored = JSON.parse(Buffer.from(encoded, "base64").toString("utf8")) as Partial<ViewDefinition>;
    return typeof stored.originalSql === "string" ? { ...stored, originalSql: stored.originalSql } : undefined;
  } catch {
    return undefined;
  }
}

function analyzeView(
  { originalSql, schema }: ViewDefinition,
  { name, context, at }: { readonly name: string; readonly context: Context; readonly at: number },
): QueryResult {
  const inside: Context = {
    ...context,
    sql: originalSql,
    database: schema ?? context.database,
    parameters: [],
    scope: { fields: [] },
    lambdas: new Map(),
    tables: new Map(),
    windows: {},
    grouping: createGrouping(),
    views: [...context.views, name],
  };
  try {
    return analyzeQuery(parseWholeQuery(originalSql), inside);
  } catch (error) {
    if (!(error instanceof QueryFault) && !(error instanceof SyntaxFault)) throw error;
    throw Object.assign(
      createFaultAt(context, at, [
        "INVALID_VIEW",
        `Failed analyzing stored view '${name}': ${error.message.replace(/^[A-Z_]+: /, "")}`,
      ]),
      { cause: error },
    );
  }
}
