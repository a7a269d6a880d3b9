import type { Expression, Query } from "../syntax/ast";
import { resolveCommonType } from "../types/common-type";
import { convertArgument } from "../types/convert";
import { BOOLEAN, spell, getStorageType, type SqlType } from "../types/type";
import {
  analyze,
  analyzeQuery,
  createFaultAt,
  type Column,
  type Context,
  type QueryResult,
  type TypedExpression,
} from "./context";
import { markUsed } from "./resolve";

/** Analyzes a subquery of an expression, which sees the columns of the query around it. */
function analyzeInner(query: Query, context: Context): QueryResult {
  const result = analyzeQuery(query, { ...context, scope: { fields: [], outer: context.scope } });
  result.columns.forEach(markUsed);
  return result;
}

/** @throws QueryFault */
export const analyzeExists = (
  { query }: Expression & { readonly is: "exists" },
  context: Context,
): TypedExpression => ({
  type: BOOLEAN,
  sql: `EXISTS (${analyzeInner(query, context).sql})`,
});

/** A scalar subquery; more than one row fails the query when it runs. @throws QueryFault */
export function analyzeScalarQuery(
  { query }: Expression & { readonly is: "subquery" },
  context: Context,
): TypedExpression {
  const found = analyzeInner(query, context);
  const [column, another] = found.columns;
  if (column !== undefined && another === undefined) return { type: column.type, sql: `(${found.sql})` };
  // Several columns become a row; without a row in the result, a row of NULLs.
  const members = found.columns.map(({ sql }, index) => `f${index + 1} := q.${sql}`);
  const type: SqlType = {
    kind: "row",
    fields: found.columns.map(({ name, type: fieldType }) => ({ name, type: fieldType })),
  };
  const none = `struct_pack(${found.columns.map((column, index) => `f${index + 1} := CAST(NULL AS ${getStorageType(column.type)})`).join(", ")})`;
  return { type, sql: `coalesce((SELECT struct_pack(${members.join(", ")}) FROM (${found.sql}) AS q), ${none})` };
}

/** @throws QueryFault */
export function analyzeInQuery(
  { negated, value, query, at }: Expression & { readonly is: "in-query" },
  context: Context,
): TypedExpression {
  const tested = analyze(value, context);
  const found = analyzeInner(query, context);
  const { column, type } = findCommonType(tested, found, { context, at });
  const items = `SELECT ${convertArgument(`q.${column.sql}`, column.type, type)} FROM (${found.sql}) AS q`;
  return {
    type: BOOLEAN,
    sql: `(${convertArgument(tested.sql, tested.type, type)} ${negated ? "NOT " : ""}IN (${items}))`,
  };
}

/** The only column of a subquery, and its common type with a value. @throws QueryFault */
function findCommonType(
  tested: TypedExpression,
  { columns }: QueryResult,
  { context, at }: { readonly context: Context; readonly at: number },
): { readonly column: Column; readonly type: SqlType } {
  const [column] = columns;
  const type = column && columns.length === 1 ? resolveCommonType(tested.type, column.type) : undefined;
  if (column !== undefined && type !== undefined) return { column, type };
  throw createFaultAt(context, at, [
    "TYPE_MISMATCH",
    `Value expression and result of subquery must be of the same type: row(${spell(tested.type)}) vs row(${columns.map((each) => spell(each.type)).join(", ")})`,
  ]);
}

/** `= ANY (…)`, `< ALL (…)`. @throws QueryFault */
export function analyzeQuantified(
  { operator, quantifier, left, query, at }: Expression & { readonly is: "quantified" },
  context: Context,
): TypedExpression {
  const tested = analyze(left, context);
  const found = analyzeInner(query, context);
  const { column, type } = findCommonType(tested, found, { context, at });
  const items = `SELECT ${convertArgument(`q.${column.sql}`, column.type, type)} FROM (${found.sql}) AS q`;
  return {
    type: BOOLEAN,
    sql: `(${convertArgument(tested.sql, tested.type, type)} ${operator} ${quantifier} (${items}))`,
  };
}
