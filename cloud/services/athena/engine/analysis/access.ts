import type { Expression } from "../syntax/ast";
import { canCoerce } from "../types/common-type";
import { convertArgument, formatField } from "../types/convert";
import { BIGINT, isInteger, spell, type SqlType } from "../types/type";
import { analyze, createFaultAt, type Context, type TypedExpression } from "./context";

/** `a[i]`: an item of an array, a map's value, a row's member by its number. A missing item or key is an error. @throws QueryFault */
export function analyzeSubscript(
  expression: Expression & { readonly is: "subscript" },
  context: Context,
): TypedExpression {
  const base = analyze(expression.base, context);
  const index = analyze(expression.index, context);
  const { type } = base;
  if (type.kind === "unknown") return base;
  if (type.kind === "array" && (isInteger(index.type) || index.type.kind === "unknown"))
    return { type: type.item, sql: `array_at(${base.sql}, ${convertArgument(index.sql, index.type, BIGINT)})` };
  const value = type.kind === "map" ? analyzeMapValue(type, base, index) : undefined;
  if (value !== undefined) return value;
  if (type.kind === "row" && expression.index.is === "integer")
    return analyzeMember(base, Number(expression.index.value), { context, at: expression.index.at });
  if (type.kind === "row")
    throw createFaultAt(context, expression.index.at, [
      "EXPRESSION_NOT_CONSTANT",
      "Subscript expression on ROW requires a constant index",
    ]);
  throw createFaultAt(context, expression.at, [
    "TYPE_MISMATCH",
    `Cannot use ${spell(index.type)} for subscript of ${spell(type)}`,
  ]);
}

/** A map's value for a key; undefined if the key's type does not coerce to that of the map's keys. Keys without a type take the type of the key that is asked for. */
function analyzeMapValue(
  type: SqlType & { readonly kind: "map" },
  base: TypedExpression,
  index: TypedExpression,
): TypedExpression | undefined {
  const request = type.key.kind === "unknown" ? { ...type, key: index.type } : type;
  const key = formatKey(request, index);
  return key === undefined
    ? undefined
    : { type: type.value, sql: `map_at(${convertArgument(base.sql, type, request)}, ${key})` };
}

/** SQL of a value as a key of a map; undefined if its type does not coerce to the key's. A varchar longer than the keys' type stays whole: cut, it could equal a key. */
function formatKey({ key }: SqlType & { readonly kind: "map" }, { sql, type }: TypedExpression): string | undefined {
  if (type.kind === "varchar" && key.kind === "varchar") return sql;
  return canCoerce(type, key) ? convertArgument(sql, type, key) : undefined;
}

function analyzeMember(
  { type, sql }: TypedExpression,
  number: number,
  { context, at }: { readonly context: Context; readonly at: number },
): TypedExpression {
  const field = type.kind === "row" ? type.fields[number - 1] : undefined;
  if (field === undefined) {
    const max = type.kind === "row" ? type.fields.length : 0;
    const words =
      number < 1
        ? `Invalid subscript index: ${number}. ROW indices start at 1`
        : `Subscript index out of bounds: ${number}, max value is ${max}`;
    throw createFaultAt(context, at, ["INVALID_FUNCTION_ARGUMENT", words]);
  }
  return { type: field.type, sql: formatField(sql, number, field.type) };
}
