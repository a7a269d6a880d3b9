import { getItemAt } from "../../foundation/item-at";
import type { Expression } from "../syntax/ast";
import { BOOLEAN, UNKNOWN, DATE, TIMESTAMP, VARCHAR, ZONED, type SqlType } from "../types/type";
import { convertArgument } from "../types/convert";
import { call } from "./call";
import { castTo, analyzeTypedLiteral } from "./cast";
import { analyzeCase } from "./conditional";
import { analyze, createFaultAt, type Context, type TypedExpression, createNotSupported } from "./context";
import { formatExpression } from "./format-expression";
import { analyzeLiteral, analyzeInterval } from "./literal";
import { analyzeArithmetic, concat, negate } from "./operators";
import { analyzeBetween, compare, analyzeDistinctFrom, analyzeInList, analyzeLike } from "./predicates";
import { resolveField, resolveName } from "./resolve";
import { analyzeExists, analyzeInQuery, analyzeQuantified, analyzeScalarQuery } from "./subquery";
import { analyzeAtTimeZone, extract } from "./time";
import { analyzeCondition, listPositions, findSharedType } from "./values";
import { toSqlString } from "../../foundation/columnar/duckdb";
import { analyzeSubscript } from "./cast-identifier";

/** The time of the cloud's clock as SQL: a TIMESTAMP in UTC, the same throughout a query. */
const formatNow = (now: number): string =>
  `TIMESTAMP '${new Date(now).toISOString().replace("T", " ").replace("Z", "")}'`;

/** CURRENT_DATE, CURRENT_TIMESTAMP and the like, by the cloud's clock in UTC. @throws QueryFault */
function analyzeCurrent(
  { what: label, at }: Expression & { readonly is: "current" },
  context: Context,
): TypedExpression {
  const now = formatNow(context.session.now);
  const values: Readonly<Record<string, readonly [SqlType, string]>> = {
    current_date: [DATE, `CAST(${now} AS DATE)`],
    current_timestamp: [ZONED, `zoned(${now}, 'UTC')`],
    localtimestamp: [TIMESTAMP, now],
    localtime: [{ kind: "time", precision: 3, zoned: false }, `CAST(${now} AS TIME)`],
    current_schema: [VARCHAR, toSqlString(context.database)],
    current_catalog: [VARCHAR, "'awsdatacatalog'"],
  };
  const found = values[label.replace(/\(\d+\)$/, "")];
  if (found === undefined) throw createNotSupported(context, at, label.toUpperCase());
  return { type: found[0], sql: found[1] };
}

type Rules = {
  readonly [Is in Expression["is"]]: (
    expression: Expression & { readonly is: Is },
    context: Context,
  ) => TypedExpression;
};

const RULES: Rules = {
  null: () => ({ type: UNKNOWN, sql: "NULL" }),
  star: (expression, context) => {
    throw createFaultAt(context, expression.at, ["SYNTAX_ERROR", "* is not allowed here"]);
  },
  boolean: (expression) => ({ type: BOOLEAN, sql: expression.value ? "true" : "false" }),
  integer: analyzeLiteral,
  decimal: analyzeLiteral,
  double: analyzeLiteral,
  string: analyzeLiteral,
  binary: analyzeLiteral,
  typed: analyzeTypedLiteral,
  interval: analyzeInterval,
  parameter: analyzeParameter,
  name: resolveName,
  field: (expression, context) => resolveField(expression, context, (base) => analyze(base, context)),
  row: analyzeRow,
  array: analyzeArray,
  subscript: analyzeSubscript,
  lambda: (expression, context) => {
    throw createFaultAt(context, expression.at, [
      "TYPE_MISMATCH",
      "Lambda expression should always be used inside a function",
    ]);
  },
  cast: castTo,
  case: analyzeCase,
  not: (expression, context) => ({
    type: BOOLEAN,
    sql: `(NOT ${analyzeCondition(expression.value, context, "Value of logical NOT expression")})`,
  }),
  negate: negate,
  plus: (expression, context) => analyze(expression.value, context),
  and: analyzeLogic,
  or: analyzeLogic,
  concat: concat,
  compare: compare,
  quantified: analyzeQuantified,
  "distinct-from": analyzeDistinctFrom,
  arithmetic: analyzeArithmetic,
  between: analyzeBetween,
  "in-list": analyzeInList,
  "in-query": analyzeInQuery,
  like: analyzeLike,
  "is-null": (expression, context) => ({
    type: BOOLEAN,
    sql: `(${analyze(expression.value, context).sql} IS ${expression.negated ? "NOT " : ""}NULL)`,
  }),
  "at-time-zone": analyzeAtTimeZone,
  exists: analyzeExists,
  subquery: analyzeScalarQuery,
  extract: extract,
  current: analyzeCurrent,
  grouping: (expression, context) => {
    const { grouping } = context;
    if (grouping.keys.size === 0)
      throw createFaultAt(context, context.selectAt ?? expression.at, [
        "MISSING_GROUP_BY",
        "A GROUPING() operation can only be used with a corresponding GROUPING SET/CUBE/ROLLUP/GROUP BY clause",
      ]);
    const before = grouping.loose.length;
    const items = expression.items.map((item) => analyze(item, context).sql);
    grouping.loose.length = before;
    const other = expression.items.find((_, index) => !grouping.keys.has(getItemAt(items, index)));
    if (other !== undefined)
      throw createFaultAt(context, expression.at, [
        "INVALID_ARGUMENTS",
        `The arguments to GROUPING() must be expressions referenced by the GROUP BY at the associated query level. Mismatch due to ${formatExpression(other)}.`,
      ]);
    grouping.aggregates += 1;
    return { type: { kind: "integer" }, sql: `CAST(grouping(${items.join(", ")}) AS INTEGER)` };
  },
  call: call,
};

/**
 * Analyzes an expression: its type, and its SQL for DuckDB.
 *
 * @throws QueryFault COLUMN_NOT_FOUND, TYPE_MISMATCH, FUNCTION_NOT_FOUND …, at its place in the statement
 */
export function analyzeWholeExpression(expression: Expression, context: Context): TypedExpression {
  const { loose, keys } = context.grouping;
  const before = loose.length;
  const rule = RULES[expression.is] as (expression: Expression, context: Context) => TypedExpression;
  const typed = rule(expression, context);
  // An expression that GROUP BY lists may hold any columns.
  if (keys.has(typed.sql)) loose.length = before;
  return typed;
}

function analyzeLogic(expression: Expression & { readonly is: "and" | "or" }, context: Context): TypedExpression {
  const word = expression.is.toUpperCase();
  const formatSide = (value: Expression): string => analyzeCondition(value, context, `Logical expression term`);
  return { type: BOOLEAN, sql: `(${formatSide(expression.left)} ${word} ${formatSide(expression.right)})` };
}

function analyzeParameter(expression: Expression & { readonly is: "parameter" }, context: Context): TypedExpression {
  const value = context.parameters[expression.index];
  if (value === undefined)
    throw createFaultAt(context, expression.at, [
      "INVALID_PARAMETER_USAGE",
      `Incorrect number of parameters: expected ${expression.index + 1} but found ${context.parameters.length}`,
    ]);
  return analyze(value, context);
}

function analyzeRow(expression: Expression & { readonly is: "row" }, context: Context): TypedExpression {
  const items = expression.items.map((item) => analyze(item, context));
  const fields = items.map(
    ({ type, sql }, index) =>
      `f${index + 1} := ${convertArgument(sql, type, type.kind === "unknown" ? { kind: "integer" } : type)}`,
  );
  return {
    type: { kind: "row", fields: items.map(({ type }) => ({ type })) },
    sql: `struct_pack(${fields.join(", ")})`,
  };
}

function analyzeArray(expression: Expression & { readonly is: "array" }, context: Context): TypedExpression {
  const items = expression.items.map((value) => analyze(value, context));
  const item = findSharedType(items, context, { places: listPositions(expression.items), what: "All ARRAY elements" });
  const sql = `[${items.map((each) => convertArgument(each.sql, each.type, item)).join(", ")}]`;
  return { type: { kind: "array", item }, sql: items.length === 0 ? "CAST([] AS INTEGER[])" : sql };
}
