import type { Comparison } from "../../../glue/model/comparison";
import { isFloating, isZoned, type SqlType } from "../types/type";

/** The SQL of a number that is written in the query, perhaps converted. */
const IS_LITERAL = /^[-() ]*CAST\((?:CAST\()?'?[-+.\deE]+'? AS \w+\)(?: AS \w+\))?\)*$/;

/** Whether DuckDB compares values of a type with these as engine v3 does: NaN, and NULL inside of a value, are other matters. */
export const isComparableAsDuckDb = (type: SqlType, values: readonly string[]): boolean =>
  isFloating(type) ? values.every((value) => IS_LITERAL.test(value)) : !["array", "map", "row"].includes(type.kind);

/**
 * SQL that compares two values of a type: a time with a zone by its instant; NaN is equal to nothing, and neither less
 * nor more; arrays, maps and rows that hold a NULL are equal to others perhaps, which is NULL.
 */
export function formatComparisonSql(operator: Comparison, [a, b]: readonly [string, string], type: SqlType): string {
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
  isComparableAsDuckDb(type, []) ? `(${a} <> ${b})` : `(NOT ${formatEqual(a, b, type)})`;

function formatEqual(a: string, b: string, type: SqlType): string {
  const formatParts = (item: SqlType, one: string, other: string): string =>
    formatComparisonSql("=", [one, other], item);
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
