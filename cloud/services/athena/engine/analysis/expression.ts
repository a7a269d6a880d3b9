import { itemAt } from "../../../../core/item-at";
import type { Expression } from "../syntax/ast";
import { BOOLEAN, UNKNOWN } from "../types/type";
import { converted } from "../types/convert";
import { subscript } from "./access";
import { call } from "./call";
import { castTo, typedLiteral } from "./cast";
import { caseOf } from "./conditional";
import { analyze, faultAt, type Context, type Typed } from "./context";
import { current } from "./current";
import { formatExpression } from "./format-expression";
import { interval } from "./interval";
import { literal } from "./literal";
import { arithmetic, concat, negate } from "./operators";
import { between, compare, distinctFrom, inList, like } from "./predicates";
import { resolveField, resolveName } from "./resolve";
import { exists, inQuery, quantified, scalarQuery } from "./subquery";
import { atTimeZone, extract } from "./time";
import { condition, placesOf, sharedType } from "./values";

type Rules = {
  readonly [Is in Expression["is"]]: (expression: Expression & { readonly is: Is }, context: Context) => Typed;
};

const RULES: Rules = {
  null: () => ({ type: UNKNOWN, sql: "NULL" }),
  star: (expression, context) => {
    throw faultAt(context, expression.at, ["SYNTAX_ERROR", "* is not allowed here"]);
  },
  boolean: (expression) => ({ type: BOOLEAN, sql: expression.value ? "true" : "false" }),
  integer: literal,
  decimal: literal,
  double: literal,
  string: literal,
  binary: literal,
  typed: typedLiteral,
  interval: interval,
  parameter: parameter,
  name: resolveName,
  field: (expression, context) =>
    resolveField(expression, context, (base) => analyze(base, { ...context, handsOn: false })),
  row: row,
  array: array,
  subscript: subscript,
  lambda: (expression, context) => {
    throw faultAt(context, expression.at, [
      "TYPE_MISMATCH",
      "Lambda expression should always be used inside a function",
    ]);
  },
  cast: castTo,
  case: caseOf,
  not: (expression, context) => ({
    type: BOOLEAN,
    sql: `(NOT ${condition(expression.value, context, "Value of logical NOT expression")})`,
  }),
  negate: negate,
  plus: (expression, context) => analyze(expression.value, context),
  and: logic,
  or: logic,
  concat: concat,
  compare: compare,
  quantified: quantified,
  "distinct-from": distinctFrom,
  arithmetic: arithmetic,
  between: between,
  "in-list": inList,
  "in-query": inQuery,
  like: like,
  "is-null": (expression, context) => ({
    type: BOOLEAN,
    sql: `(${analyze(expression.value, context).sql} IS ${expression.negated ? "NOT " : ""}NULL)`,
  }),
  "at-time-zone": atTimeZone,
  exists: exists,
  subquery: scalarQuery,
  extract: extract,
  current: current,
  grouping: (expression, context) => {
    const { grouping } = context;
    if (grouping.keys.size === 0)
      throw faultAt(context, context.selectAt ?? expression.at, [
        "MISSING_GROUP_BY",
        "A GROUPING() operation can only be used with a corresponding GROUPING SET/CUBE/ROLLUP/GROUP BY clause",
      ]);
    const before = grouping.loose.length;
    const items = expression.items.map((item) => analyze(item, context).sql);
    grouping.loose.length = before;
    const other = expression.items.find((_, index) => !grouping.keys.has(itemAt(items, index)));
    if (other !== undefined)
      throw faultAt(context, expression.at, [
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
export function wholeExpression(expression: Expression, context: Context): Typed {
  const { loose, keys } = context.grouping;
  const before = loose.length;
  const rule = RULES[expression.is] as (expression: Expression, context: Context) => Typed;
  const typed = rule(expression, context);
  // An expression that GROUP BY lists may hold any columns.
  if (keys.has(typed.sql)) loose.length = before;
  return typed;
}

function logic(expression: Expression & { readonly is: "and" | "or" }, context: Context): Typed {
  const word = expression.is.toUpperCase();
  const side = (value: Expression): string => condition(value, context, `Logical expression term`);
  return { type: BOOLEAN, sql: `(${side(expression.left)} ${word} ${side(expression.right)})` };
}

function parameter(expression: Expression & { readonly is: "parameter" }, context: Context): Typed {
  const value = context.parameters[expression.index];
  if (value === undefined)
    throw faultAt(context, expression.at, [
      "INVALID_PARAMETER_USAGE",
      `Incorrect number of parameters: expected ${expression.index + 1} but found ${context.parameters.length}`,
    ]);
  return analyze(value, context);
}

function row(expression: Expression & { readonly is: "row" }, context: Context): Typed {
  const items = expression.items.map((item) => analyze(item, context));
  const fields = items.map(
    ({ type, sql }, index) =>
      `f${index + 1} := ${converted(sql, type, type.kind === "unknown" ? { kind: "integer" } : type)}`,
  );
  return {
    type: { kind: "row", fields: items.map(({ type }) => ({ type })) },
    sql: `struct_pack(${fields.join(", ")})`,
  };
}

function array(expression: Expression & { readonly is: "array" }, context: Context): Typed {
  const items = expression.items.map((value) => analyze(value, context));
  const item = sharedType(items, context, { places: placesOf(expression.items), what: "All ARRAY elements" });
  const sql = `[${items.map((each) => converted(each.sql, each.type, item)).join(", ")}]`;
  return { type: { kind: "array", item }, sql: items.length === 0 ? "CAST([] AS INTEGER[])" : sql };
}
