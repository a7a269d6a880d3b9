import type { Expression, Query } from "../syntax/ast";
import { commonType } from "../types/common-type";
import { converted } from "../types/convert";
import { BOOLEAN, spell, storedAs, type SqlType } from "../types/type";
import { analyze, analyzeQuery, faultAt, type Column, type Context, type QueryResult, type Typed } from "./context";
import { markUsed } from "./resolve";

/** Analyzes a subquery of an expression, which sees the columns of the query around it. */
function inner(query: Query, context: Context): QueryResult {
  const result = analyzeQuery(query, { ...context, scope: { fields: [], outer: context.scope } });
  result.columns.forEach(markUsed);
  return result;
}

/** @throws QueryFault */
export const exists = ({ query }: Expression & { readonly is: "exists" }, context: Context): Typed => ({
  type: BOOLEAN,
  sql: `EXISTS (${inner(query, context).sql})`,
});

/** A scalar subquery; more than one row fails the query when it runs. @throws QueryFault */
export function scalarQuery({ query }: Expression & { readonly is: "subquery" }, context: Context): Typed {
  const found = inner(query, context);
  const [column, another] = found.columns;
  if (column !== undefined && another === undefined) return { type: column.type, sql: `(${found.sql})` };
  // Several columns become a row; without a row in the result, a row of NULLs.
  const members = found.columns.map(({ sql }, index) => `f${index + 1} := q.${sql}`);
  const type: SqlType = { kind: "row", fields: found.columns.map(({ name, type: own }) => ({ name, type: own })) };
  const none = `struct_pack(${found.columns.map((one, index) => `f${index + 1} := CAST(NULL AS ${storedAs(one.type)})`).join(", ")})`;
  return { type, sql: `coalesce((SELECT struct_pack(${members.join(", ")}) FROM (${found.sql}) AS q), ${none})` };
}

/** @throws QueryFault */
export function inQuery(
  { negated, value, query, at }: Expression & { readonly is: "in-query" },
  context: Context,
): Typed {
  const tested = analyze(value, context);
  const found = inner(query, context);
  const { column, type } = sharedWith(tested, found, { context, at });
  const items = `SELECT ${converted(`q.${column.sql}`, column.type, type)} FROM (${found.sql}) AS q`;
  return { type: BOOLEAN, sql: `(${converted(tested.sql, tested.type, type)} ${negated ? "NOT " : ""}IN (${items}))` };
}

/** The only column of a subquery, and its common type with a value. @throws QueryFault */
function sharedWith(
  tested: Typed,
  { columns }: QueryResult,
  { context, at }: { readonly context: Context; readonly at: number },
): { readonly column: Column; readonly type: SqlType } {
  const [column] = columns;
  const type = column && columns.length === 1 ? commonType(tested.type, column.type) : undefined;
  if (column !== undefined && type !== undefined) return { column, type };
  throw faultAt(context, at, [
    "TYPE_MISMATCH",
    `Value expression and result of subquery must be of the same type: row(${spell(tested.type)}) vs row(${columns.map((each) => spell(each.type)).join(", ")})`,
  ]);
}

/** `= ANY (…)`, `< ALL (…)`. @throws QueryFault */
export function quantified(
  { operator, quantifier, left, query, at }: Expression & { readonly is: "quantified" },
  context: Context,
): Typed {
  const tested = analyze(left, context);
  const found = inner(query, context);
  const { column, type } = sharedWith(tested, found, { context, at });
  const items = `SELECT ${converted(`q.${column.sql}`, column.type, type)} FROM (${found.sql}) AS q`;
  return { type: BOOLEAN, sql: `(${converted(tested.sql, tested.type, type)} ${operator} ${quantifier} (${items}))` };
}
