import { toSqlString } from "../../foundation/columnar/duckdb";
import { isText, type SqlType, BIGINT, isInteger, spell } from "../types/type";
import { failUnlessConverted } from "./values";
import type { Expression } from "../syntax/ast";
import { canCoerce } from "../types/common-type";
import { convertArgument, formatField } from "../types/convert";
import { analyze, createFaultAt, type Context, type TypedExpression } from "./context";

const UUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

const formatRefusal = (subject: string, value: string): string =>
  `${toSqlString(`INVALID_CAST_ARGUMENT: ${subject}: `)} || ${value}`;

/** SQL that casts from and to UUID and IPADDRESS, with the messages of Trino's operators; undefined if there is no such cast. */
export function castIdentifier(sql: string, from: SqlType, to: SqlType): string | undefined {
  if (to.kind === "uuid") return toUuid(sql, from, to);
  if (to.kind === "ipaddress") return toAddress(sql, from, to);
  if (to.kind !== "varbinary") return undefined;
  if (from.kind === "ipaddress") return sql;
  return from.kind === "uuid" ? `from_hex(replace(CAST(${sql} AS VARCHAR), '-', ''))` : undefined;
}

function toUuid(sql: string, from: SqlType, to: SqlType): string | undefined {
  if (isText(from))
    return failUnlessConverted(
      sql,
      `CASE WHEN regexp_full_match(${sql}, '${UUID}') THEN TRY_CAST(${sql} AS UUID) END`,
      {
        message: formatRefusal("Cannot cast value to UUID", sql),
        to,
      },
    );
  if (from.kind !== "varbinary") return undefined;
  return failUnlessConverted(sql, `CASE WHEN octet_length(${sql}) = 16 THEN CAST(lower(hex(${sql})) AS UUID) END`, {
    message: formatRefusal("Invalid UUID binary length", `CAST(octet_length(${sql}) AS VARCHAR)`),
    to,
  });
}

function toAddress(sql: string, from: SqlType, to: SqlType): string | undefined {
  if (isText(from))
    return failUnlessConverted(sql, `ip_address(${sql})`, {
      message: formatRefusal("Cannot cast value to IPADDRESS", sql),
      to,
    });
  if (from.kind !== "varbinary") return undefined;
  return failUnlessConverted(sql, `ip_address_of(${sql})`, {
    message: formatRefusal("Invalid IP address binary length", `CAST(octet_length(${sql}) AS VARCHAR)`),
    to,
  });
}

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
