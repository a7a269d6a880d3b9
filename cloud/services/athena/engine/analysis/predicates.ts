import type { Comparison } from "../../../glue/comparison";
import type { Expression } from "../syntax/ast";
import { commonType } from "../types/common-type";
import { converted } from "../types/convert";
import { BOOLEAN, isOrderable, isText, isZoned, spell, UNKNOWN, VARCHAR, type SqlType } from "../types/type";
import { comparesAsDuckDb, comparisonSql } from "./comparison-sql";
import { analyze, cannotApply, faultAt, type Context, type Typed } from "./context";
import { placesOf, sharedType } from "./values";

/**
 * SQL of values converted to their common type so that DuckDB can compare them: a time with a zone is compared by its
 * instant.
 */
function comparable(values: readonly Typed[], type: SqlType): string[] {
  return values.map((value) => {
    const sql = converted(value.sql, value.type, type);
    return isZoned(type) ? `(${sql}).u` : sql;
  });
}

/** `=`, `<` and the other comparison operators. @throws QueryFault TYPE_MISMATCH */
export function compare(
  { operator, left, right, at }: Expression & { readonly is: "compare" },
  context: Context,
): Typed {
  return {
    type: BOOLEAN,
    sql: comparison(operator, [analyze(left, context), analyze(right, context)], { context, at }),
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
export function comparison(
  operator: Comparison,
  [left, right]: readonly [Typed, Typed],
  { context, at }: { readonly context: Context; readonly at: number },
): string {
  const type = commonType(left.type, right.type);
  if (type === undefined || (operator !== "=" && operator !== "<>" && !isOrderable(type)))
    throw cannotApply(context, at, { operator: ASKED[operator], types: [left.type, right.type] });
  const [a, b] = [converted(left.sql, left.type, type), converted(right.sql, right.type, type)];
  return comparisonSql(operator, [a, b], type);
}

/** IS [NOT] DISTINCT FROM. @throws QueryFault TYPE_MISMATCH */
export function distinctFrom(
  { negated, left, right, at }: Expression & { readonly is: "distinct-from" },
  context: Context,
): Typed {
  const values = [analyze(left, context), analyze(right, context)] as const;
  const type = commonType(values[0].type, values[1].type);
  if (type === undefined)
    throw faultAt(context, at, [
      "TYPE_MISMATCH",
      `Cannot check if ${spell(values[0].type)} is distinct from ${spell(values[1].type)}`,
    ]);
  const [a, b] = comparable(values, type);
  return { type: BOOLEAN, sql: `(${a} IS ${negated ? "NOT " : ""}DISTINCT FROM ${b})` };
}

/** @throws QueryFault TYPE_MISMATCH */
export function between(
  { negated, value, low, high, at }: Expression & { readonly is: "between" },
  context: Context,
): Typed {
  const values = [value, low, high].map((each) => analyze(each, context));
  const type = values
    .map((each) => each.type)
    .reduce<SqlType | undefined>((shared, next) => shared && commonType(shared, next), UNKNOWN);
  if (type === undefined || !isOrderable(type))
    throw faultAt(context, at, [
      "TYPE_MISMATCH",
      `Cannot check if ${spell(values[0]?.type ?? UNKNOWN)} is BETWEEN ${values
        .slice(1)
        .map((each) => spell(each.type))
        .join(" and ")}`,
    ]);
  const [sql = "", a = "", b = ""] = values.map((each) => converted(each.sql, each.type, type));
  const inside = `(${comparisonSql(">=", [sql, a], type)} AND ${comparisonSql("<=", [sql, b], type)})`;
  return { type: BOOLEAN, sql: negated ? `(NOT ${inside})` : inside };
}

/** @throws QueryFault TYPE_MISMATCH */
export function inList({ negated, value, items }: Expression & { readonly is: "in-list" }, context: Context): Typed {
  const tested = analyze(value, context);
  const values = items.map((item) => analyze(item, context));
  const type = sharedType([tested, ...values], context, {
    places: placesOf([value, ...items]),
    what: "IN value and list items",
  });
  const [sql = "", ...list] = [tested, ...values].map((each) => converted(each.sql, each.type, type));
  if (comparesAsDuckDb(type, list)) {
    const [plain, ...others] = [sql, ...list].map((each) => (isZoned(type) ? `(${each}).u` : each));
    return { type: BOOLEAN, sql: `(${plain} ${negated ? "NOT " : ""}IN (${others.join(", ")}))` };
  }
  const found = `(${list.map((item) => comparisonSql("=", [sql, item], type)).join(" OR ")})`;
  return { type: BOOLEAN, sql: negated ? `(NOT ${found})` : found };
}

/** @throws QueryFault TYPE_MISMATCH */
export function like(expression: Expression & { readonly is: "like" }, context: Context): Typed {
  const value = analyze(expression.value, context);
  if (!isText(value.type) && value.type.kind !== "unknown")
    throw faultAt(context, expression.value.at, [
      "TYPE_MISMATCH",
      `Left side of LIKE expression must evaluate to a varchar (actual: ${spell(value.type)})`,
    ]);
  const pattern = analyze(expression.pattern, context);
  if (!isText(pattern.type) && pattern.type.kind !== "unknown")
    throw faultAt(context, expression.pattern.at, [
      "TYPE_MISMATCH",
      `Pattern for LIKE expression must evaluate to a varchar (actual: ${spell(pattern.type)})`,
    ]);
  const given = expression.escape && analyze(expression.escape, context);
  if (given !== undefined && !isText(given.type))
    throw faultAt(context, expression.escape?.at ?? expression.at, [
      "TYPE_MISMATCH",
      `Escape for LIKE expression must evaluate to a varchar (actual: ${spell(given.type)})`,
    ]);
  const sql = `${converted(value.sql, value.type, VARCHAR)} ${expression.negated ? "NOT " : ""}LIKE ${patternSql(pattern, given)}`;
  return { type: BOOLEAN, sql: `(${sql})` };
}

function patternSql(pattern: Typed, escape: Typed | undefined): string {
  const written = converted(pattern.sql, pattern.type, VARCHAR);
  if (escape === undefined) return written;
  const sign = converted(escape.sql, escape.type, VARCHAR);
  return `escaped_pattern(${written}, ${sign}) ESCAPE ${sign}`;
}
