import type { StoredTable } from "../../../glue/stored";
import { QueryFault, SyntaxFault } from "../query-engine";
import { parseWholeQuery } from "../syntax/parse-statement";
import { analyzeQuery, createFaultAt, createGrouping, type Context, type QueryResult } from "./context";
import { analyzeDerived, type FromClause } from "./analyze-derived";

/**
 * The definition of a view that Athena keeps in the catalog, as base64 of JSON in a comment: `/* Presto View: … *\/`.
 */
interface KeptView {
  readonly originalSql: string;
  readonly schema?: string;
  readonly columns?: readonly { readonly name: string }[];
}

/** Expands a view into its query. @throws QueryFault INVALID_VIEW, VIEW_IS_RECURSIVE, VIEW_IS_STALE */
export function analyzeViewRelation(view: StoredTable, context: Context, at: number): FromClause {
  const name = `awsdatacatalog.${view.database}.${view.definition.Name}`;
  if (context.views.includes(name)) throw createFaultAt(context, at, ["VIEW_IS_RECURSIVE", "View is recursive"]);
  const kept = findView(view);
  if (kept === undefined)
    throw createFaultAt(context, at, ["INVALID_VIEW", `Invalid view JSON: ${view.definition.ViewOriginalText ?? ""}`]);
  const result = analyzeView(kept, { name, context, at });
  if (kept.columns !== undefined && kept.columns.length !== result.columns.length) {
    throw createFaultAt(context, at, [
      "VIEW_IS_STALE",
      `View '${name}' is stale or in invalid state: column count has changed; it must be re-created`,
    ]);
  }
  const columns = result.columns.map((column, index) => ({
    ...column,
    name: kept.columns?.[index]?.name.toLowerCase() ?? column.name,
    title: kept.columns?.[index]?.name ?? column.title,
  }));
  return analyzeDerived({ ...result, columns }, { aliases: { at }, qualifier: [], context });
}

function findView({ definition }: StoredTable): KeptView | undefined {
  const encoded = /^\/\* Presto View: ([A-Za-z0-9+/=]+) \*\/$/.exec(definition.ViewOriginalText?.trim() ?? "")?.[1];
  if (encoded === undefined) return undefined;
  try {
    const kept = JSON.parse(Buffer.from(encoded, "base64").toString("utf8")) as Partial<KeptView>;
    return typeof kept.originalSql === "string" ? { ...kept, originalSql: kept.originalSql } : undefined;
  } catch {
    return undefined;
  }
}

function analyzeView(
  { originalSql, schema }: KeptView,
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
