import { formatScientific } from "../../foundation/columnar/java-number";
import type { Call, Expression, Frame, FrameBound, SortItem, TypeName, Window } from "../syntax/ast";

/** An expression as messages show it: with brackets around each operation, such as `(a + upper(b))`. */
export function formatExpression(expression: Expression): string {
  const format = FORMATS[expression.is] as (expression: Expression) => string;
  return format(expression);
}

const formatAll = (expressions: readonly Expression[], between = ", "): string =>
  expressions.map(formatExpression).join(between);
const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const formatName = (name: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
const formatNegated = (isNegated: boolean, text: string): string => (isNegated ? `(NOT ${text})` : text);
/** Stands for a query inside of an expression. */
const QUERY = "(…)";
const formatDouble = ({ value }: { readonly value: string }): string =>
  formatScientific(Number(value)).replace(".0E", "E");

type Formats = {
  readonly [Is in Expression["is"]]: (expression: Expression & { readonly is: Is }) => string;
};

const FORMATS: Formats = {
  null: () => "null",
  star: () => "*",
  boolean: ({ value }) => String(value),
  integer: ({ value }) => value,
  decimal: formatDouble,
  double: formatDouble,
  string: ({ value }) => quoteText(value),
  binary: ({ value }) => `X'${value}'`,
  typed: ({ type, value }) => `${formatType(type).toUpperCase()} ${quoteText(value)}`,
  interval: ({ value, negative, from, to }) =>
    `INTERVAL ${negative ? "-" : ""}${quoteText(value)} ${from}${to === undefined ? "" : ` TO ${to}`}`,
  parameter: () => "?",
  name: ({ title }) => formatName(title),
  field: ({ base, title }) => `${formatExpression(base)}.${formatName(title)}`,
  row: ({ items }) => `ROW (${formatAll(items)})`,
  array: ({ items }) => `ARRAY[${formatAll(items, ",")}]`,
  subscript: ({ base, index }) => `${formatExpression(base)}[${formatExpression(index)}]`,
  lambda: ({ parameters, body }) => `(${parameters.join(", ")}) -> ${formatExpression(body)}`,
  cast: ({ value, type, safe }) => `${safe ? "TRY_CAST" : "CAST"}(${formatExpression(value)} AS ${formatType(type)})`,
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
  and: formatTerms,
  or: formatTerms,
  concat: ({ left, right }) => `concat(${formatAll([left, right])})`,
  compare: ({ operator, left, right }) => `(${formatExpression(left)} ${operator} ${formatExpression(right)})`,
  quantified: ({ operator, quantifier, left }) => `(${formatExpression(left)} ${operator} ${quantifier} ${QUERY})`,
  "distinct-from": ({ negated: isNegated, left, right }) =>
    formatNegated(isNegated, `(${formatExpression(left)} IS DISTINCT FROM ${formatExpression(right)})`),
  arithmetic: ({ operator, left, right }) => `(${formatExpression(left)} ${operator} ${formatExpression(right)})`,
  between: ({ negated: isNegated, value, low, high }) =>
    formatNegated(isNegated, `(${formatExpression(value)} BETWEEN ${formatAll([low, high], " AND ")})`),
  "in-list": ({ negated: isNegated, value, items }) =>
    formatNegated(isNegated, `(${formatExpression(value)} IN (${formatAll(items)}))`),
  "in-query": ({ negated: isNegated, value }) => formatNegated(isNegated, `(${formatExpression(value)} IN ${QUERY})`),
  like: ({ negated: isNegated, value, pattern, escape }) =>
    formatNegated(
      isNegated,
      `(${formatExpression(value)} LIKE ${formatExpression(pattern)}${escape === undefined ? "" : ` ESCAPE ${formatExpression(escape)}`})`,
    ),
  "is-null": ({ negated: isNegated, value }) => `(${formatExpression(value)} IS ${isNegated ? "NOT " : ""}NULL)`,
  "at-time-zone": ({ value, zone }) => `${formatExpression(value)} AT TIME ZONE ${formatExpression(zone)}`,
  exists: () => `(EXISTS ${QUERY})`,
  subquery: () => QUERY,
  extract: ({ field, value }) => `EXTRACT(${field.toUpperCase()} FROM ${formatExpression(value)})`,
  current: ({ what: label }) => label,
  grouping: ({ items }) => `GROUPING (${formatAll(items)})`,
  call: formatCall,
};

/** Puts AND and OR of several terms into one pair of parentheses. */
function formatTerms({ is, left, right }: Expression & { readonly is: "and" | "or" }): string {
  const formatSideParts = (side: Expression): string[] =>
    side.is === is ? [...formatSideParts(side.left), ...formatSideParts(side.right)] : [formatExpression(side)];
  return `(${[...formatSideParts(left), ...formatSideParts(right)].join(` ${is.toUpperCase()} `)})`;
}

function formatType({ name, numbers, parts }: TypeName): string {
  if (parts.length > 0)
    return `${name === "row" ? "ROW" : name}(${parts.map((part) => (part.name === undefined ? "" : `${formatName(part.name)} `) + formatType(part.type)).join(", ")})`;
  return numbers.length === 0 ? name : `${name}(${numbers.join(", ")})`;
}

/** Functions that are operators to the parser. */
const IN_CAPITALS = ["coalesce", "if", "nullif", "try"];

function formatCall({ name, args, star, distinct, orderBy, filter, over, ignoreNulls }: Call): string {
  const order = orderBy.length === 0 ? "" : ` ORDER BY ${formatSort(orderBy)}`;
  const inside = star ? "*" : `${distinct ? "DISTINCT " : ""}${formatAll(args)}${order}`;
  return [
    `${IN_CAPITALS.includes(name) ? name.toUpperCase() : name}(${inside})`,
    ...(filter === undefined ? [] : [`FILTER (WHERE ${formatExpression(filter)})`]),
    ...(ignoreNulls ? ["IGNORE NULLS"] : []),
    ...(over === undefined ? [] : [`OVER ${formatWindow(over)}`]),
  ].join(" ");
}

const formatSort = (items: readonly SortItem[]): string =>
  items
    .map(
      ({ value, descending, nulls }) =>
        `${formatExpression(value)} ${descending ? "DESC" : "ASC"}${nulls === undefined ? "" : ` NULLS ${nulls.toUpperCase()}`}`,
    )
    .join(", ");

function formatWindow({ base, isNamed, partitionBy, orderBy, frame }: Window): string {
  if (isNamed === true) return base ?? "";
  const parts = [
    ...(base === undefined ? [] : [base]),
    ...(partitionBy.length === 0 ? [] : [`PARTITION BY ${formatAll(partitionBy)}`]),
    ...(orderBy.length === 0 ? [] : [`ORDER BY ${formatSort(orderBy)}`]),
    ...(frame === undefined ? [] : [formatFrame(frame)]),
  ];
  return `(${parts.join(" ")})`;
}

const formatFrame = ({ unit, start, end }: Frame): string =>
  end === undefined ? `${unit} ${formatBound(start)}` : `${unit} BETWEEN ${formatBound(start)} AND ${formatBound(end)}`;

const formatBound = ({ is, value }: FrameBound): string =>
  `${value === undefined ? "" : `${formatExpression(value)} `}${is.toUpperCase()}`;
