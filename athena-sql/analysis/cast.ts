import { toSqlString } from "../../foundation/columnar/duckdb";
import type { Expression } from "../syntax/ast";
import { canCoerce } from "../types/common-type";
import { convertArgument, parseTypeName } from "../types/convert";
import {
  isFloating,
  isInteger,
  isNumber,
  isText,
  isZoned,
  isSameType,
  spell,
  getStorageType,
  type SqlType,
} from "../types/type";
import { castFromJson, castToJson } from "./cast-json";
import { castIdentifier } from "./cast-identifier";
import { castFromText, castToText } from "./cast-text";
import { analyze, createFaultAt, type Context, type TypedExpression } from "./context";
import { analyzeDecimal } from "./literal";
import { getItemAt } from "../../foundation/item-at";
import { failUnlessConverted } from "./values";

/** CAST and TRY_CAST. @throws QueryFault TYPE_MISMATCH where engine v3 knows no such conversion */
export function castTo(expression: Expression & { readonly is: "cast" }, context: Context): TypedExpression {
  const { value, type: named, at, safe } = expression;
  const from = analyze(value, context);
  const type = parseTypeName(named);
  if (type === undefined) throw createFaultAt(context, at, ["TYPE_MISMATCH", `Unknown type: ${named.name}`]);
  const sql = castSql(from.sql, from.type, type);
  if (sql === undefined)
    throw createFaultAt(context, at, ["TYPE_MISMATCH", `Cannot cast ${spell(from.type)} to ${spell(type)}`]);
  return { type, sql: safe ? `TRY(${sql})` : sql };
}

/**
 * SQL that casts, with engine v3's errors for values that cannot be cast; undefined if there is no cast between the
 * types.
 */
export function castSql(sql: string, from: SqlType, to: SqlType): string | undefined {
  if (isSameType(from, to)) return sql;
  if (from.kind === "unknown") return convertArgument(sql, from, to);
  if (from.kind === "json") return castFromJson(sql, to);
  if (to.kind === "json") return castToJson(sql, from);
  if (to.kind === "varchar" || to.kind === "char") return castToText(sql, from, to);
  const identifier = castIdentifier(sql, from, to);
  if (identifier !== undefined) return identifier;
  if (isText(from)) return castFromText(sql, to);
  return castOther(sql, from, to);
}

function castOther(sql: string, from: SqlType, to: SqlType): string | undefined {
  if (isNumber(from) || from.kind === "boolean") return castNumber(sql, from, to);
  if (canCoerce(from, to)) return convertArgument(sql, from, to);
  return castTime(sql, from, to) ?? castNested(sql, from, to);
}

function castNumber(sql: string, from: SqlType, to: SqlType): string | undefined {
  if (to.kind === "boolean") return `(${sql} <> 0)`;
  if (from.kind === "boolean")
    return isNumber(to) ? `CAST(CAST(${sql} AS INTEGER) AS ${getStorageType(to)})` : undefined;
  if (!isNumber(to)) return undefined;
  if (isFloating(to)) return castFloating(sql, from, to);
  const tried = `TRY_CAST(${isInteger(to) && !isInteger(from) ? `round(${sql})` : sql} AS ${getStorageType(to)})`;
  const message = isInteger(to)
    ? `${describeOutOfRange(sql, from, to)} || CAST(${sql} AS VARCHAR)`
    : `${toSqlString(`INVALID_CAST_ARGUMENT: Cannot cast ${from.kind === "decimal" ? "DECIMAL" : from.kind.toUpperCase()} '`)} || CAST(${sql} AS VARCHAR) || ${toSqlString(`' to ${spell(to).replace("decimal", "DECIMAL").replace(",", ", ")}`)}`;
  return failUnlessConverted(sql, tried, { message, to });
}

/** SQL of the message for a number that is too large; a NaN, a decimal or, for a bigint, a double is a wrong argument. */
function describeOutOfRange(sql: string, from: SqlType, to: SqlType): string {
  const range = `'NUMERIC_VALUE_OUT_OF_RANGE: Out of range for ${to.kind}: '`;
  const argument = `'INVALID_CAST_ARGUMENT: Out of range for ${to.kind}: '`;
  if (isInteger(from)) return range;
  return isFloating(from) && to.kind !== "bigint"
    ? `CASE WHEN isnan(${sql}) THEN ${argument} ELSE ${range} END`
    : argument;
}

/** A double beyond the reals is infinite. */
const castFloating = (sql: string, from: SqlType, to: SqlType): string =>
  from.kind === "double" ? `real_of(${sql})` : `CAST(${sql} AS ${getStorageType(to)})`;

type Clock = SqlType & { readonly kind: "timestamp" | "time" };

function castTime(sql: string, from: SqlType, to: SqlType): string | undefined {
  if (from.kind === "timestamp" || from.kind === "date") {
    const wall = isZoned(from) ? `wall_clock(${sql})` : sql;
    if (to.kind === "date" || (to.kind === "time" && from.kind === "timestamp"))
      return `CAST(${wall} AS ${to.kind.toUpperCase()})`;
    if (to.kind === "timestamp")
      return to.zoned
        ? isZoned(from)
          ? sql
          : `zoned(CAST(${sql} AS TIMESTAMP), 'UTC')`
        : roundDigits(`CAST(${wall} AS TIMESTAMP)`, to.precision);
  }
  return from.kind === "time" && to.kind === "time" ? castClock(sql, from, to) : undefined;
}

const castClock = (sql: string, from: Clock, to: Clock): string =>
  to.precision >= from.precision ? sql : `CAST(${roundDigits(sql, to.precision)} AS TIME)`;

/** Rounds off the digits of a second beyond the type's precision. */
const roundDigits = (sql: string, precision: number): string =>
  precision >= 6
    ? sql
    : `make_timestamp(CAST(round(epoch_us(${sql}) / ${10 ** (6 - precision)}.0) AS BIGINT) * ${10 ** (6 - precision)})`;

function castNested(sql: string, from: SqlType, to: SqlType): string | undefined {
  if (from.kind === "array" && to.kind === "array") {
    const item = castSql("x", from.item, to.item);
    return item && `list_transform(${sql}, lambda x: ${item})`;
  }
  if (from.kind === "map" && to.kind === "map") {
    const [key, value] = [castSql("e.key", from.key, to.key), castSql("e.value", from.value, to.value)];
    return (
      key &&
      value &&
      `map_from_entries(list_transform(map_entries(${sql}), lambda e: struct_pack(k := ${key}, v := ${value})))`
    );
  }
  if (from.kind !== "row" || to.kind !== "row" || from.fields.length !== to.fields.length) return undefined;
  const fields = from.fields.map(({ type }, index) =>
    castSql(`(${sql}).f${index + 1}`, type, getItemAt(to.fields, index).type),
  );
  if (fields.includes(undefined)) return undefined;
  return `CASE WHEN ${sql} IS NOT NULL THEN struct_pack(${fields.map((field, index) => `f${index + 1} := ${field ?? "NULL"}`).join(", ")}) END`;
}

/** `DATE '2030-01-01'`, `TIMESTAMP '…'`, `DECIMAL '1.5'`, `JSON '…'`. @throws QueryFault INVALID_LITERAL, TYPE_NOT_FOUND */
export function analyzeTypedLiteral(
  expression: Expression & { readonly is: "typed" },
  context: Context,
): TypedExpression {
  const { value, at } = expression;
  const named = parseTypeName(expression.type);
  if (named === undefined)
    throw createFaultAt(context, at, ["TYPE_NOT_FOUND", `Unknown type: ${expression.type.name}`]);
  const type = getLiteralType(named, value);
  const sql = LITERALS[type.kind]?.(value) === false ? undefined : formatLiteral(type, value);
  if (sql === undefined)
    throw createFaultAt(context, at, [
      "INVALID_LITERAL",
      `'${value}' is not a valid ${type.kind.toUpperCase()} literal`,
    ]);
  return { type, sql };
}

function formatLiteral(type: SqlType, value: string): string | undefined {
  if (type.kind === "json") return `json_canonical(${toSqlString(value)})`;
  return type.kind === "decimal"
    ? analyzeDecimal(value.trim()).sql
    : castSql(toSqlString(value), { kind: "varchar" }, type);
}

const isWithin = (text: string, bits: number): boolean =>
  /^[+-]?\d+$/.test(text) && BigInt.asIntN(bits, BigInt(text.replace("+", ""))) === BigInt(text.replace("+", ""));
const isFloat = (text: string): boolean =>
  /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|NaN|Infinity)$/.test(text.trim());

/** Whether a string is a literal of a type. */
const LITERALS: Readonly<Record<string, (text: string) => boolean>> = {
  tinyint: (text) => isWithin(text, 8),
  smallint: (text) => isWithin(text, 16),
  integer: (text) => isWithin(text, 32),
  bigint: (text) => isWithin(text, 64),
  real: isFloat,
  double: isFloat,
  boolean: (text) => /^(?:true|false|t|f|1|0)$/i.test(text),
  uuid: (text) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text),
  decimal: (text) => isDecimal(text.trim()),
  json: isJson,
  date: (text) => /^[+-]?\d+-\d{1,2}-\d{1,2}$/.test(text) && isRealDay(text),
  time: (text) => /^\d{1,2}:\d{1,2}(:\d{1,2}(\.\d+)?)?$/.test(text) && isRealClock(text),
  timestamp: (text) =>
    /^\d{4}-\d{1,2}-\d{1,2}( \d{1,2}(:\d{1,2}(:\d{1,2}(\.\d+)?)?)?( ?\S.*)?)?$/.test(text) &&
    isRealDay(text) &&
    isRealClock(text) &&
    hasKnownZone(text),
};

/** Whether the region behind a time, if there is one, is a time zone. */
function hasKnownZone(text: string): boolean {
  const region = / ([A-Za-z]\S*)$/.exec(text)?.[1];
  if (region === undefined) return true;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: region }).format() !== "";
  } catch {
    return /^(?:z|ut|(?:utc|gmt)(?:[+-]\d{1,2}(?::?\d{2})?)?)$/i.test(region);
  }
}

/** A literal of text has its text's length, one of a time its digits and zone. */
function getLiteralType(named: SqlType, value: string): SqlType {
  if (named.kind === "char") return { kind: "char", length: [...value].length };
  if (named.kind === "decimal") return isDecimal(value.trim()) ? analyzeDecimal(value.trim()).type : named;
  return named.kind === "timestamp" || named.kind === "time" ? resolveTimeType(named, value) : named;
}

const MAX_DIGITS = 38;
const isDecimal = (text: string): boolean =>
  /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) && text.replace(/^[+-]?0*/, "").replace(".", "").length <= MAX_DIGITS;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether a literal's hours, minutes and seconds are those of a day. */
function isRealClock(value: string): boolean {
  const [, hours = "0", minutes = "0", seconds = "0"] = /(?:^| )(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?/.exec(value) ?? [];
  return Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60;
}

/** A literal's type has as many digits of a second as are written, and a zone if the literal names one. */
function resolveTimeType(named: SqlType & { readonly kind: "timestamp" | "time" }, value: string): SqlType {
  const digits = /\.(\d+)/.exec(value)?.[1]?.length ?? 0;
  const zoned = /:\d{1,2}(?::\d{1,2}(?:\.\d+)?)? ?([A-Za-z+-].*)$/.test(value);
  return { kind: named.kind, precision: digits, zoned: named.zoned || (zoned && named.kind === "timestamp") };
}

function isRealDay(value: string): boolean {
  const [, year, month, day] = /^(\d+)-(\d+)-(\d+)/.exec(value) ?? [];
  if (year === undefined) return true;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}
