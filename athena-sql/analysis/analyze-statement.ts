import type { QueryCatalog } from "../catalog";
import { parseWholeExpression, parseWholeQuery } from "../syntax/parse-statement";
import type { SqlType } from "../types/type";
import { analyzeQuery, createGrouping, type Rules, type Scan, type Session } from "./context";
import { analyzeWholeExpression } from "./expression";
import { analyzeWholeQuery } from "./query";
import { markUsed } from "./resolve";

/** A query translated to DuckDB's SQL, over tables that are named after the scans. */
export interface AnalyzedStatement {
  readonly columns: readonly { readonly name: string; readonly type: SqlType }[];
  /** The columns of its result are named c1, c2 … */
  readonly sql: string;
  readonly scans: readonly Scan[];
}

interface Statement {
  readonly sql: string;
  readonly database: string;
  readonly parameters?: readonly string[] | undefined;
  readonly catalog: QueryCatalog;
  readonly now: number;
}

const RULES: Rules = { analyze: analyzeWholeExpression, query: analyzeWholeQuery };

/** Analyzes a query against the catalog: names, types and functions. @throws SyntaxFault, QueryFault */
export function analyzeStatement({ sql, database, parameters = [], catalog, now }: Statement): AnalyzedStatement {
  const session: Session = { rules: RULES, catalog, now, scans: [], names: 0, expandedColumns: 0 };
  const result = analyzeQuery(parseWholeQuery(sql), {
    session,
    sql,
    database: database.toLowerCase(),
    parameters: parameters.map(parseWholeExpression),
    scope: { fields: [] },
    lambdas: new Map(),
    tables: new Map(),
    windows: {},
    grouping: createGrouping(),
    views: [],
  });
  result.columns.forEach(markUsed);
  return {
    sql: result.sql,
    scans: session.scans,
    columns: result.columns.map(({ title, type }, index) => ({ name: title ?? `_col${index}`, type })),
  };
}
