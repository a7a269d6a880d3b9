import { getItemAt } from "../../foundation/item-at";
import type { Expression } from "../syntax/ast";
import { canCoerce, resolveCommonType } from "../types/common-type";
import { convertArgument } from "../types/convert";
import { spell, UNKNOWN, type SqlType, getStorageType } from "../types/type";
import { analyze, createFaultAt, type Context, type TypedExpression } from "./context";

/** A condition: an expression of type boolean. @throws QueryFault */
export function analyzeCondition(expression: Expression, context: Context, clause: string): string {
  const { type, sql } = analyze(expression, context);
  if (type.kind === "boolean" || type.kind === "unknown") return sql;
  const message = ["WHERE clause", "HAVING clause", "JOIN ON clause"].includes(clause)
    ? `${clause} must evaluate to a boolean: actual type ${spell(type)}`
    : `${clause} must evaluate to a boolean (actual: ${spell(type)})`;
  throw createFaultAt(context, expression.at, ["TYPE_MISMATCH", message]);
}

/**
 * The common type of several values. As in Trino, the error points at the first value whose type has no common type
 * with those before it.
 *
 * @param places the position of each value in the statement, in characters
 * @param what   a name of the values for the message: "All CASE results"
 * @throws QueryFault TYPE_MISMATCH
 */
export function findSharedType(
  values: readonly TypedExpression[],
  context: Context,
  { places, what: label }: { readonly places: readonly number[]; readonly what: string },
): SqlType {
  const types = [...new Set(values.map(({ type }) => spell(type)))];
  return types.reduce((shared: SqlType, spelled) => {
    const index = values.findIndex(({ type }) => spell(type) === spelled);
    const next = resolveCommonType(shared, getItemAt(values, index).type);
    if (next !== undefined) return next;
    throw createFaultAt(context, getItemAt(places, index), [
      "TYPE_MISMATCH",
      `${label} must be the same type or coercible to a common type. Cannot find common type between ${spell(shared)} and ${spelled}, all types (without duplicates): [${types.join(", ")}]`,
    ]);
  }, UNKNOWN);
}

/** The positions of expressions in the statement, in characters. */
export const listPositions = (expressions: readonly Expression[]): number[] => expressions.map(({ at }) => at);

/** A value converted to a type that it coerces to. @throws QueryFault TYPE_MISMATCH */
export function coerceValue(
  value: TypedExpression,
  to: SqlType,
  { context, at, what: label }: { readonly context: Context; readonly at: number; readonly what: string },
): string {
  if (!canCoerce(value.type, to))
    throw createFaultAt(context, at, [
      "TYPE_MISMATCH",
      `${label} must evaluate to a ${spell(to)} (actual: ${spell(value.type)})`,
    ]);
  return convertArgument(value.sql, value.type, to);
}

/** SQL that fails with a message where a conversion gives NULL for a value that is not NULL. */
export const failUnlessConverted = (
  sql: string,
  tried: string,
  { message, to }: { readonly message: string; readonly to: SqlType },
): string =>
  `CASE WHEN ${sql} IS NOT NULL THEN coalesce(${tried}, CAST(fail(${message}) AS ${getStorageType(to)})) END`;
