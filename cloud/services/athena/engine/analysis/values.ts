import type { Expression } from "../syntax/ast";
import { coerces, commonType } from "../types/common-type";
import { converted } from "../types/convert";
import { spell, UNKNOWN, type SqlType } from "../types/type";
import { analyze, faultAt, type Context, type Typed } from "./context";

/** An expression that has to be true or false. @throws QueryFault */
export function condition(expression: Expression, context: Context, clause: string): string {
  const { type, sql } = analyze(expression, context);
  if (type.kind === "boolean" || type.kind === "unknown") return sql;
  const message =
    clause === "WHERE" || clause === "HAVING"
      ? `${clause} clause must evaluate to a boolean: actual type ${spell(type)}`
      : `${clause} must evaluate to a boolean (actual: ${spell(type)})`;
  throw faultAt(context, expression.at, ["TYPE_MISMATCH", message]);
}

/** The one type of several values. @throws QueryFault TYPE_MISMATCH */
export function sharedType(
  values: readonly Typed[],
  context: Context,
  { at, where }: { readonly at: number; readonly where: string },
): SqlType {
  let shared: SqlType = UNKNOWN;
  for (const { type } of values) {
    const next = commonType(shared, type);
    if (next === undefined) throw faultAt(context, at, ["TYPE_MISMATCH", `${where}: ${spell(shared)}`]);
    shared = next;
  }
  return shared;
}

/** A value converted to a type that it coerces to. @throws QueryFault TYPE_MISMATCH */
export function coerced(
  value: Typed,
  to: SqlType,
  { context, at, what }: { readonly context: Context; readonly at: number; readonly what: string },
): string {
  if (!coerces(value.type, to))
    throw faultAt(context, at, [
      "TYPE_MISMATCH",
      `${what} must evaluate to a ${spell(to)} (actual: ${spell(value.type)})`,
    ]);
  return converted(value.sql, value.type, to);
}
