import type { Comparison } from "../../foundation/comparison";
import type { Expression } from "../syntax/ast";
import { resolveCommonType } from "../types/common-type";
import { convertArgument } from "../types/convert";
import {
  BOOLEAN,
  isOrderable,
  isText,
  isZoned,
  spell,
  UNKNOWN,
  VARCHAR,
  type SqlType,
  isFloating,
} from "../types/type";
import { analyze, createOperatorFault, createFaultAt, type Context, type TypedExpression } from "./context";
import { listPositions, findSharedType } from "./values";

/** The SQL of a number that is written in the query, perhaps converted. */
const IS_LITERAL = /^[-() ]*CAST\((?:CAST\()?'?[-+.\deE]+'? AS \w+\)(?: AS \w+\))?\)*$/;

/** Whether DuckDB compares values of a type with these as engine v3 does: NaN, and NULL inside of a value, are separate cases. */
const isComparedLikeDuckDb = (type: SqlType, values: readonly string[]): boolean =>
  isFloating(type) ? values.every((value) => IS_LITERAL.test(value)) : !["array", "map", "row"].includes(type.kind);

/**
 * SQL that compares two values of a type: a time with a zone by its instant; NaN is equal to nothing, and neither less
 * nor more; arrays, maps and rows that hold a NULL are equal to others perhaps, which is NULL.
 */
function formatComparisonSql(operator: Comparison, [a, b]: readonly [string, string], type: SqlType): string {
  if (isZoned(type)) return `((${a}).u ${operator} (${b}).u)`;
  if (isFloating(type)) return compareFloats(operator, a, b);
  if (operator === "<>") return formatDiffers(a, b, type);
  return operator === "=" ? formatEqual(a, b, type) : `(${a} ${operator} ${b})`;
}

/** DuckDB counts NaN as equal to itself, and as more than all others. */
function compareFloats(operator: Comparison, a: string, b: string): string {
  const plain = `${a} ${operator} ${b}`;
  const [larger, other] = operator.startsWith("<") ? [b, a] : [a, b];
  if (IS_LITERAL.test(larger) || (IS_LITERAL.test(other) && (operator === "=" || operator === "<>")))
    return `(${plain})`;
  return operator === "<>"
    ? `(${plain} OR (isnan(${larger}) AND ${other} IS NOT NULL))`
    : `(${plain} AND (NOT isnan(${larger}) OR ${other} IS NULL))`;
}

const formatDiffers = (a: string, b: string, type: SqlType): string =>
  isComparedLikeDuckDb(type, []) ? `(${a} <> ${b})` : `(NOT ${formatEqual(a, b, type)})`;

function formatEqual(a: string, b: string, type: SqlType): string {
  const formatParts = (item: SqlType, first: string, second: string): string =>
    formatComparisonSql("=", [first, second], item);
  switch (type.kind) {
    case "array":
      return `CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN NULL WHEN len(${a}) <> len(${b}) THEN false ELSE all_hold(list_transform(list_zip(${a}, ${b}), lambda z: ${formatParts(type.item, "z[1]", "z[2]")})) END`;
    case "map":
      return `CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN NULL WHEN cardinality(${a}) <> cardinality(${b}) THEN false ELSE all_hold(list_transform(map_entries(${a}), lambda e: CASE WHEN map_contains(${b}, e.key) THEN ${formatParts(type.value, "e.value", `${b}[e.key]`)} ELSE false END)) END`;
    case "row":
      return `(${type.fields.map((field, index) => formatParts(field.type, `(${a}).f${index + 1}`, `(${b}).f${index + 1}`)).join(" AND ")})`;
    default:
      return `(${a} = ${b})`;
  }
}

/**
 * SQL of values converted to their common type so that DuckDB can compare them: a time with a zone is compared by its
 * instant.
 */
function convertToCommonType(values: readonly TypedExpression[], type: SqlType): string[] {
  return values.map((value) => {
    const sql = convertArgument(value.sql, value.type, type);
    return isZoned(type) ? `(${sql}).u` : sql;
  });
}

/** `=`, `<` and the other comparison operators. @throws QueryFault TYPE_MISMATCH */
export function compare(
  { operator, left, right, at }: Expression & { readonly is: "compare" },
  context: Context,
): TypedExpression {
  return {
    type: BOOLEAN,
    sql: formatComparison(operator, [analyze(left, context), analyze(right, context)], { context, at }),
  };
}

/**
 * The operator that Trino looks up for a comparison, and names in its message if the type has none; Trino derives the
 * other operators from these.
 */
const ASKED: Readonly<Record<Comparison, string>> = {
  "=": "=",
  "<>": "=",
  "<": "<",
  ">": "<",
  "<=": "<=",
  ">=": "<=",
};

/** @throws QueryFault TYPE_MISMATCH */
export function formatComparison(
  operator: Comparison,
  [left, right]: readonly [TypedExpression, TypedExpression],
  { context, at }: { readonly context: Context; readonly at: number },
): string {
  const type = resolveCommonType(left.type, right.type);
  if (type === undefined || (operator !== "=" && operator !== "<>" && !isOrderable(type)))
    throw createOperatorFault(context, at, { operator: ASKED[operator], types: [left.type, right.type] });
  const [a, b] = [convertArgument(left.sql, left.type, type), convertArgument(right.sql, right.type, type)];
  return formatComparisonSql(operator, [a, b], type);
}

/** IS [NOT] DISTINCT FROM. @throws QueryFault TYPE_MISMATCH */
export function analyzeDistinctFrom(
  { negated, left, right, at }: Expression & { readonly is: "distinct-from" },
  context: Context,
): TypedExpression {
  const values = [analyze(left, context), analyze(right, context)] as const;
  const type = resolveCommonType(values[0].type, values[1].type);
  if (type === undefined)
    throw createFaultAt(context, at, [
      "TYPE_MISMATCH",
      `Cannot check if ${spell(values[0].type)} is distinct from ${spell(values[1].type)}`,
    ]);
  const [a, b] = convertToCommonType(values, type);
  return { type: BOOLEAN, sql: `(${a} IS ${negated ? "NOT " : ""}DISTINCT FROM ${b})` };
}

/** @throws QueryFault TYPE_MISMATCH */
export function analyzeBetween(
  { negated, value, low, high, at }: Expression & { readonly is: "between" },
  context: Context,
): TypedExpression {
  const values = [value, low, high].map((each) => analyze(each, context));
  const type = values
    .map((each) => each.type)
    .reduce<SqlType | undefined>((shared, next) => shared && resolveCommonType(shared, next), UNKNOWN);
  if (type === undefined || !isOrderable(type))
    throw createFaultAt(context, at, [
      "TYPE_MISMATCH",
      `Cannot check if ${spell(values[0]?.type ?? UNKNOWN)} is BETWEEN ${values
        .slice(1)
        .map((each) => spell(each.type))
        .join(" and ")}`,
    ]);
  const [sql = "", a = "", b = ""] = values.map((each) => convertArgument(each.sql, each.type, type));
  const inside = `(${formatComparisonSql(">=", [sql, a], type)} AND ${formatComparisonSql("<=", [sql, b], type)})`;
  return { type: BOOLEAN, sql: negated ? `(NOT ${inside})` : inside };
}

/** @throws QueryFault TYPE_MISMATCH */
export function analyzeInList(
  { negated, value, items }: Expression & { readonly is: "in-list" },
  context: Context,
): TypedExpression {
  const tested = analyze(value, context);
  const values = items.map((item) => analyze(item, context));
  const type = findSharedType([tested, ...values], context, {
    places: listPositions([value, ...items]),
    what: "IN value and list items",
  });
  const [sql = "", ...list] = [tested, ...values].map((each) => convertArgument(each.sql, each.type, type));
  if (isComparedLikeDuckDb(type, list)) {
    const [plain, ...others] = [sql, ...list].map((each) => (isZoned(type) ? `(${each}).u` : each));
    return { type: BOOLEAN, sql: `(${plain} ${negated ? "NOT " : ""}IN (${others.join(", ")}))` };
  }
  const found = `(${list.map((item) => formatComparisonSql("=", [sql, item], type)).join(" OR ")})`;
  return { type: BOOLEAN, sql: negated ? `(NOT ${found})` : found };
}

/** @throws QueryFault TYPE_MISMATCH */
export function analyzeLike(expression: Expression & { readonly is: "like" }, context: Context): TypedExpression {
  const value = analyze(expression.value, context);
  if (!isText(value.type) && value.type.kind !== "unknown")
    throw createFaultAt(context, expression.value.at, [
      "TYPE_MISMATCH",
      `Left side of LIKE expression must evaluate to a varchar (actual: ${spell(value.type)})`,
    ]);
  const pattern = analyze(expression.pattern, context);
  if (!isText(pattern.type) && pattern.type.kind !== "unknown")
    throw createFaultAt(context, expression.pattern.at, [
      "TYPE_MISMATCH",
      `Pattern for LIKE expression must evaluate to a varchar (actual: ${spell(pattern.type)})`,
    ]);
  const escape = expression.escape && analyze(expression.escape, context);
  if (escape !== undefined && !isText(escape.type))
    throw createFaultAt(context, expression.escape?.at ?? expression.at, [
      "TYPE_MISMATCH",
      `Escape for LIKE expression must evaluate to a varchar (actual: ${spell(escape.type)})`,
    ]);
  const sql = `${convertArgument(value.sql, value.type, VARCHAR)} ${expression.negated ? "NOT " : ""}LIKE ${formatPattern(pattern, escape)}`;
  return { type: BOOLEAN, sql: `(${sql})` };
}

function formatPattern(pattern: TypedExpression, escape: TypedExpression | undefined): string {
  const written = convertArgument(pattern.sql, pattern.type, VARCHAR);
  if (escape === undefined) return written;
  const sign = convertArgument(escape.sql, escape.type, VARCHAR);
  return `escaped_pattern(${written}, ${sign}) ESCAPE ${sign}`;
}
