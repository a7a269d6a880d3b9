import { scientific } from "../../../../columnar/java-number";
import type { Call, Expression, Frame, FrameBound, SortItem, TypeName, Window } from "../syntax/ast";

/** An expression as messages show it: with brackets around each operation, such as `(a + upper(b))`. */
export function formatExpression(expression: Expression): string {
  const format = FORMATS[expression.is] as (expression: Expression) => string;
  return format(expression);
}

const all = (expressions: readonly Expression[], between = ", "): string =>
  expressions.map(formatExpression).join(between);
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const named = (name: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
const negated = (isNegated: boolean, text: string): string => (isNegated ? `(NOT ${text})` : text);
/** Stands for a query inside of an expression. */
const QUERY = "(…)";
const double = ({ value }: { readonly value: string }): string => scientific(Number(value)).replace(".0E", "E");

type Formats = {
  readonly [Is in Expression["is"]]: (expression: Expression & { readonly is: Is }) => string;
};

const FORMATS: Formats = {
  null: () => "null",
  star: () => "*",
  boolean: ({ value }) => String(value),
  integer: ({ value }) => value,
  decimal: double,
  double: double,
  string: ({ value }) => quoted(value),
  binary: ({ value }) => `X'${value}'`,
  typed: ({ type, value }) => `${typeText(type).toUpperCase()} ${quoted(value)}`,
  interval: ({ value, negative, from, to }) =>
    `INTERVAL ${negative ? "-" : ""}${quoted(value)} ${from}${to === undefined ? "" : ` TO ${to}`}`,
  parameter: () => "?",
  name: ({ title }) => named(title),
  field: ({ base, title }) => `${formatExpression(base)}.${named(title)}`,
  row: ({ items }) => `ROW (${all(items)})`,
  array: ({ items }) => `ARRAY[${all(items, ",")}]`,
  subscript: ({ base, index }) => `${formatExpression(base)}[${formatExpression(index)}]`,
  lambda: ({ parameters, body }) => `(${parameters.join(", ")}) -> ${formatExpression(body)}`,
  cast: ({ value, type, safe }) => `${safe ? "TRY_CAST" : "CAST"}(${formatExpression(value)} AS ${typeText(type)})`,
  case: ({ operand, branches, otherwise }) => {
    const parts = [
      ...(operand === undefined ? [] : [formatExpression(operand)]),
      ...branches.map(({ when, then }) => `WHEN ${formatExpression(when)} THEN ${formatExpression(then)}`),
      ...(otherwise === undefined ? [] : [`ELSE ${formatExpression(otherwise)}`]),
    ];
    return `(CASE ${parts.join(" ")} END)`;
  },
  not: ({ value }) => `(NOT ${formatExpression(value)})`,
  negate: ({ value }) => `-(${formatExpression(value)})`,
  plus: ({ value }) => `+${formatExpression(value)}`,
  and: terms,
  or: terms,
  concat: ({ left, right }) => `concat(${all([left, right])})`,
  compare: ({ operator, left, right }) => `(${formatExpression(left)} ${operator} ${formatExpression(right)})`,
  quantified: ({ operator, quantifier, left }) => `(${formatExpression(left)} ${operator} ${quantifier} ${QUERY})`,
  "distinct-from": ({ negated: isNegated, left, right }) =>
    negated(isNegated, `(${formatExpression(left)} IS DISTINCT FROM ${formatExpression(right)})`),
  arithmetic: ({ operator, left, right }) => `(${formatExpression(left)} ${operator} ${formatExpression(right)})`,
  between: ({ negated: isNegated, value, low, high }) =>
    negated(isNegated, `(${formatExpression(value)} BETWEEN ${all([low, high], " AND ")})`),
  "in-list": ({ negated: isNegated, value, items }) =>
    negated(isNegated, `(${formatExpression(value)} IN (${all(items)}))`),
  "in-query": ({ negated: isNegated, value }) => negated(isNegated, `(${formatExpression(value)} IN ${QUERY})`),
  like: ({ negated: isNegated, value, pattern, escape }) =>
    negated(
      isNegated,
      `(${formatExpression(value)} LIKE ${formatExpression(pattern)}${escape === undefined ? "" : ` ESCAPE ${formatExpression(escape)}`})`,
    ),
  "is-null": ({ negated: isNegated, value }) => `(${formatExpression(value)} IS ${isNegated ? "NOT " : ""}NULL)`,
  "at-time-zone": ({ value, zone }) => `${formatExpression(value)} AT TIME ZONE ${formatExpression(zone)}`,
  exists: () => `(EXISTS ${QUERY})`,
  subquery: () => QUERY,
  extract: ({ field, value }) => `EXTRACT(${field.toUpperCase()} FROM ${formatExpression(value)})`,
  current: ({ what }) => what,
  grouping: ({ items }) => `GROUPING (${all(items)})`,
  call: callText,
};

/** AND and OR of several terms stand in one pair of brackets. */
function terms({ is, left, right }: Expression & { readonly is: "and" | "or" }): string {
  const parts = (side: Expression): string[] =>
    side.is === is ? [...parts(side.left), ...parts(side.right)] : [formatExpression(side)];
  return `(${[...parts(left), ...parts(right)].join(` ${is.toUpperCase()} `)})`;
}

function typeText({ name, numbers, parts }: TypeName): string {
  if (parts.length > 0)
    return `${name === "row" ? "ROW" : name}(${parts.map((part) => (part.name === undefined ? "" : `${named(part.name)} `) + typeText(part.type)).join(", ")})`;
  return numbers.length === 0 ? name : `${name}(${numbers.join(", ")})`;
}

/** Functions that are operators to the parser. */
const IN_CAPITALS = ["coalesce", "if", "nullif", "try"];

function callText({ name, args, star, distinct, orderBy, filter, over, ignoreNulls }: Call): string {
  const order = orderBy.length === 0 ? "" : ` ORDER BY ${sortText(orderBy)}`;
  const inside = star ? "*" : `${distinct ? "DISTINCT " : ""}${all(args)}${order}`;
  return [
    `${IN_CAPITALS.includes(name) ? name.toUpperCase() : name}(${inside})`,
    ...(filter === undefined ? [] : [`FILTER (WHERE ${formatExpression(filter)})`]),
    ...(ignoreNulls ? ["IGNORE NULLS"] : []),
    ...(over === undefined ? [] : [`OVER ${windowText(over)}`]),
  ].join(" ");
}

const sortText = (items: readonly SortItem[]): string =>
  items
    .map(
      ({ value, descending, nulls }) =>
        `${formatExpression(value)} ${descending ? "DESC" : "ASC"}${nulls === undefined ? "" : ` NULLS ${nulls.toUpperCase()}`}`,
    )
    .join(", ");

function windowText({ base, isNamed, partitionBy, orderBy, frame }: Window): string {
  if (isNamed === true) return base ?? "";
  const parts = [
    ...(base === undefined ? [] : [base]),
    ...(partitionBy.length === 0 ? [] : [`PARTITION BY ${all(partitionBy)}`]),
    ...(orderBy.length === 0 ? [] : [`ORDER BY ${sortText(orderBy)}`]),
    ...(frame === undefined ? [] : [frameText(frame)]),
  ];
  return `(${parts.join(" ")})`;
}

const frameText = ({ unit, start, end }: Frame): string =>
  end === undefined ? `${unit} ${boundText(start)}` : `${unit} BETWEEN ${boundText(start)} AND ${boundText(end)}`;

const boundText = ({ is, value }: FrameBound): string =>
  `${value === undefined ? "" : `${formatExpression(value)} `}${is.toUpperCase()}`;
