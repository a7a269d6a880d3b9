import type { StoredTable } from "../../../glue/stored";
import type { HiveType } from "../../../glue/hive-type";
import { QueryFault, type QueryCatalog } from "../query-engine";
import type { Expression, Query, Window } from "../syntax/ast";
import { placeOf } from "../syntax/tokens";
import { spell, type SqlType } from "../types/type";

/** An expression of the query, as SQL of DuckDB and with its type. */
export interface Typed {
  readonly type: SqlType;
  readonly sql: string;
  /** Set where it is nothing but a column of a table. */
  readonly source?: Source | undefined;
}

/** A column of a query; `sql` is its name in it. */
export interface Column extends Typed {
  /** In lower case. */
  readonly name: string | undefined;
  readonly title: string | undefined;
}

export interface QueryResult {
  readonly columns: readonly Column[];
  readonly sql: string;
}

/** A table's column, found again through queries in the query. */
export interface Source {
  readonly scan: Scan;
  readonly column: string;
}

export interface ScanColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly hive: HiveType;
  readonly comesFrom: "data" | "partition" | "object";
}

/** One reading of one table. A table that a query names twice is read twice, as by engine v3. */
export interface Scan {
  /** The name that stands for it in SQL. */
  readonly id: string;
  readonly table: StoredTable;
  readonly columns: ReadonlyMap<string, ScanColumn>;
  /** The columns that the query needs. */
  readonly used: Set<string>;
  /** Conditions that rows must meet, all of them, as far as they concern this scan alone. */
  readonly conditions: ScanCondition[];
}

export interface ScanCondition {
  readonly condition: Expression;
  /** Which column of the scan a name in it stands for; undefined for other names. */
  readonly columnOf: (name: Expression) => string | undefined;
  /** What stands for `?` in it. */
  readonly parameters: readonly Expression[];
}

/** A column that names can stand for. */
export interface Field extends Typed {
  /** In lower case; undefined for a column without a name. */
  readonly name: string | undefined;
  /** As it is written, for a result's header. */
  readonly title?: string | undefined;
  /** What may stand before it, from the catalog down: `["awsdatacatalog", "db", "t"]`, or an alias. */
  readonly qualifier: readonly string[];
  /** Found by its name, but not by `*`: `"$path"`. */
  readonly hidden?: boolean;
}

export interface Scope {
  readonly fields: readonly Field[];
  readonly outer?: Scope | undefined;
}

/** What a SELECT learns while its expressions are looked at. */
export interface Grouping {
  /** SQL of what is grouped by. */
  readonly keys: Set<string>;
  /** Columns met outside of aggregates and of what is grouped by. */
  readonly loose: { readonly at: number; readonly text: string }[];
  /** Aggregates and windows met. */
  aggregates: number;
  windows: number;
  /** Whether aggregates and windows may stand here; if not, the clause's name. */
  forbiddenIn: string | undefined;
  insideAggregate: boolean;
}

/** The rules that others ask: expressions and queries stand in each other. They go with the session, so that no rule's file needs all the others. */
export interface Rules {
  readonly expression: (expression: Expression, context: Context) => Typed;
  readonly query: (query: Query, context: Context) => QueryResult;
}

/** What is the same through a whole statement, views included. */
export interface Session {
  readonly rules: Rules;
  readonly catalog: QueryCatalog;
  readonly now: number;
  readonly scans: Scan[];
  names: number;
}

/** Where an expression stands. */
export interface Context {
  readonly session: Session;
  /** The text that places in messages count in. */
  readonly sql: string;
  readonly database: string;
  readonly parameters: readonly Expression[];
  readonly scope: Scope;
  readonly lambdas: ReadonlyMap<string, Typed>;
  readonly tables: ReadonlyMap<
    string,
    { readonly query: Query; readonly context: Context; readonly columns: readonly string[] | undefined }
  >;
  readonly windows: Readonly<Record<string, Window>>;
  readonly grouping: Grouping;
  /** Set where a column that is merely handed on is looked at: whether it is needed, shows further out. */
  readonly handsOn?: boolean;
  /** Views on the way here. */
  readonly views: readonly string[];
}

/** Finds out what an expression means: its type, and how DuckDB says it. @throws QueryFault */
export const analyze = (expression: Expression, context: Context): Typed =>
  context.session.rules.expression(expression, context);

/** Finds out what a query means. @throws QueryFault */
export const analyzeQuery = (query: Query, context: Context): QueryResult =>
  context.session.rules.query(query, context);

/** A name that nothing else in the statement has. */
export function freshName(session: Session, prefix: string): string {
  session.names += 1;
  return `${prefix}${session.names}`;
}

export const newGrouping = (forbiddenIn?: string): Grouping => ({
  keys: new Set(),
  loose: [],
  aggregates: 0,
  windows: 0,
  forbiddenIn,
  insideAggregate: false,
});

/** The same column, where conditions on it say nothing of what has to be read. */
export const inert = <T extends { readonly source?: Source | undefined }>(column: T): T =>
  column.source === undefined
    ? column
    : { ...column, source: { ...column.source, scan: { ...column.source.scan, conditions: [] } } };

/** A fault at a place of the statement. */
export const faultAt = (
  context: Pick<Context, "sql">,
  at: number,
  [code, message]: readonly [string, string],
): QueryFault => new QueryFault(code, `${placeOf(context.sql, at)}: ${message}`);

export const notSupported = (context: Pick<Context, "sql">, at: number, what: string): QueryFault =>
  faultAt(context, at, ["NOT_SUPPORTED", `${what} is not supported by the lab cloud`]);

/** `Cannot apply operator: varchar = integer` (ATH-037). */
export const cannotApply = (
  context: Context,
  at: number,
  { operator, types }: { readonly operator: string; readonly types: readonly SqlType[] },
): QueryFault =>
  faultAt(context, at, ["TYPE_MISMATCH", `Cannot apply operator: ${types.map(spell).join(` ${operator} `)}`]);
