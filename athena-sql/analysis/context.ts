import type { CatalogTable, QueryCatalog } from "../catalog";
import type { HiveType } from "../../foundation/columnar/hive-type";
import { QueryFault } from "../query-engine";
import type { Expression, PositionedName, Query, Window } from "../syntax/ast";
import { formatPosition } from "../syntax/tokens";
import { spell, type SqlType } from "../types/type";
import { formatExpression } from "./format-expression";

/** An analyzed expression: its type, and its SQL for DuckDB. */
export interface TypedExpression {
  readonly type: SqlType;
  readonly sql: string;
  /** Set where the expression is just a column of a table. */
  readonly source?: Source | undefined;
  /** The columns that a selected expression is made of: they are needed once another part of the query uses the expression. */
  readonly madeOf?: TypedExpression[] | undefined;
}

/** A column of a query's result; `sql` is the column's name inside the query's SQL. */
export interface Column extends TypedExpression {
  /** In lower case. */
  readonly name: string | undefined;
  readonly title: string | undefined;
}

export interface QueryResult {
  readonly columns: readonly Column[];
  readonly sql: string;
}

/** The column of a table from which a column of a query comes, also through subqueries. */
interface Source {
  readonly scan: Scan;
  readonly column: string;
}

export interface ScanColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly hive: HiveType;
  readonly comesFrom: "data" | "partition" | "object";
}

/** One reading of one table. A table that a query names twice is read twice, as engine v3 does. */
export interface Scan {
  /** The name of the scan in the SQL. */
  readonly id: string;
  readonly table: CatalogTable;
  readonly columns: ReadonlyMap<string, ScanColumn>;
  /** The columns that the query needs. */
  readonly used: Set<string>;
  /** The conditions that name columns of this scan; each row must meet all of them. */
  readonly conditions: ScanCondition[];
}

export interface ScanCondition {
  readonly condition: Expression;
  /** The scan's column that a name in the condition stands for; undefined for other names. */
  readonly getColumn: (name: Expression) => string | undefined;
  /** The values for the `?` in the condition. */
  readonly parameters: readonly Expression[];
}

/** A column that names in an expression can stand for. */
export interface Field extends TypedExpression {
  /** In lower case; undefined for a column without a name. */
  readonly name: string | undefined;
  /** The name as it is written, for a result's header. */
  readonly title?: string | undefined;
  /** The names that may qualify the column's, from the catalog down: `["awsdatacatalog", "db", "t"]`, or an alias. */
  readonly qualifier: readonly string[];
  /** Found by its name, but not by `*`: `"$path"`. */
  readonly hidden?: boolean;
}

export interface Scope {
  readonly fields: readonly Field[];
  readonly outer?: Scope | undefined;
}

/** Collected while the expressions of a SELECT are analyzed. */
export interface Grouping {
  /** SQL of the GROUP BY expressions. */
  readonly keys: Set<string>;
  /** Columns found outside of aggregates and of the GROUP BY expressions; without a place where `*` stands for them. */
  readonly loose: { readonly at: number | undefined; readonly text: string }[];
  /** How many calls of aggregates were found, and below, of window functions. */
  aggregates: number;
  windows: number;
  /** The clause in which aggregates and window functions are not allowed; undefined where they are. */
  readonly forbiddenIn: ForbiddingClause | undefined;
  insideAggregate: boolean;
  insideWindow: boolean;
}

interface ForbiddingClause {
  readonly name: string;
  /** Its expressions. */
  readonly holds: readonly Expression[];
}

/** The analysis of expressions and of queries, which call each other. The session carries both, so that no file has to import all others. */
export interface Rules {
  readonly analyze: (expression: Expression, context: Context) => TypedExpression;
  readonly query: (query: Query, context: Context) => QueryResult;
}

/** The state of the analysis of one whole statement, views included. */
export interface Session {
  readonly rules: Rules;
  readonly catalog: QueryCatalog;
  readonly now: number;
  readonly scans: Scan[];
  names: number;
  /** The columns of all analyzed queries, and one for each query. */
  expandedColumns: number;
}

/** A column of the result, to which ORDER BY can refer by name or by number. */
export interface Output extends TypedExpression {
  readonly name: string | undefined;
  /** The SQL of the expression that SELECT lists for it. */
  readonly selected: string | undefined;
}

/** The surroundings in which an expression is analyzed. */
export interface Context {
  readonly session: Session;
  /** The statement's text, in which messages count lines and columns. */
  readonly sql: string;
  readonly database: string;
  readonly parameters: readonly Expression[];
  readonly scope: Scope;
  readonly lambdas: ReadonlyMap<string, TypedExpression>;
  /** The result's columns, to which names in ORDER BY refer before they refer to columns of FROM. */
  readonly outputs?: readonly Output[];
  readonly tables: ReadonlyMap<
    string,
    { readonly query: Query; readonly context: Context; readonly columns: readonly PositionedName[] | undefined }
  >;
  readonly windows: Readonly<Record<string, Window>>;
  readonly grouping: Grouping;
  /** The position of the SELECT, where some messages point. */
  readonly selectAt?: number;
  /** Set while a selected expression is analyzed: takes its columns, since an outer query decides whether they are needed. */
  readonly madeOf?: TypedExpression[] | undefined;
  /** The names of the views that are being expanded, from the outermost in. */
  readonly views: readonly string[];
}

/** Analyzes an expression: its type, and its SQL for DuckDB. @throws QueryFault */
export const analyze = (expression: Expression, context: Context): TypedExpression =>
  context.session.rules.analyze(expression, context);

/** Queries and their columns in one statement, once for each use: a WITH query that others use twice doubles with each of them. */
const MAX_EXPANDED_COLUMNS = 100_000;

/**
 * Analyzes a query: its columns, and its SQL for DuckDB.
 *
 * @throws QueryFault also QUERY_HAS_TOO_MANY_STAGES, if the statement's WITH queries and views expand without measure
 */
export function analyzeQuery(query: Query, context: Context): QueryResult {
  const { session } = context;
  const result = session.rules.query(query, context);
  session.expandedColumns += 1 + result.columns.length;
  if (session.expandedColumns > MAX_EXPANDED_COLUMNS)
    throw createFaultAt(context, query.at, [
      "QUERY_HAS_TOO_MANY_STAGES",
      `With each use of a WITH query or view counted, the statement has more than ${MAX_EXPANDED_COLUMNS} columns, the lab cloud's limit`,
    ]);
  return result;
}

/** A name that is used nowhere else in the statement. */
export function createName(session: Session, prefix: string): string {
  session.names += 1;
  return `${prefix}${session.names}`;
}

export const createGrouping = (forbiddenIn?: ForbiddingClause): Grouping => ({
  keys: new Set(),
  loose: [],
  aggregates: 0,
  windows: 0,
  forbiddenIn,
  insideAggregate: false,
  insideWindow: false,
});

/** The same column without its scan's conditions, so that a condition on the column rules out no partition. */
export const removeConditions = <T extends { readonly source?: Source | undefined }>(column: T): T =>
  column.source === undefined
    ? column
    : { ...column, source: { ...column.source, scan: { ...column.source.scan, conditions: [] } } };

/** A fault whose message begins with a position in the statement. */
export const createFaultAt = (
  context: Pick<Context, "sql">,
  at: number,
  [code, message]: readonly [string, string],
): QueryFault => new QueryFault(code, `${formatPosition(context.sql, at)}: ${message}`);

export const createNotSupported = (context: Pick<Context, "sql">, at: number, subject: string): QueryFault =>
  createFaultAt(context, at, ["NOT_SUPPORTED", `${subject} is not supported by the lab cloud`]);

/** @throws QueryFault MISMATCHED_COLUMN_ALIASES where a list of aliases is shorter or longer than the columns are many */
export function refuseOtherCount(
  context: Context,
  aliases: readonly PositionedName[] | undefined,
  columns: readonly unknown[],
): void {
  const [first] = aliases ?? [];
  if (first !== undefined && aliases?.length !== columns.length)
    throw createFaultAt(context, first.at, [
      "MISMATCHED_COLUMN_ALIASES",
      `Column alias list has ${aliases?.length} entries but relation has ${columns.length} columns`,
    ]);
}

/** `Cannot apply operator: varchar = integer` (ATH-037). */
export const createOperatorFault = (
  context: Context,
  at: number,
  { operator, types }: { readonly operator: string; readonly types: readonly SqlType[] },
): QueryFault =>
  createFaultAt(context, at, ["TYPE_MISMATCH", `Cannot apply operator: ${types.map(spell).join(` ${operator} `)}`]);

/** Analyzes a whole expression of a clause: where it holds columns outside of aggregates, messages name all of it. */
export function analyzeLoosely<T>(expression: Expression, { grouping: { loose } }: Context, analysis: () => T): T {
  const before = loose.length;
  const result = analysis();
  if (loose.length > before) loose.splice(before, Infinity, { at: expression.at, text: formatExpression(expression) });
  return result;
}
