import { sqlString } from "../../../../columnar/duckdb";
import type { Expression } from "../syntax/ast";
import { coerces } from "../types/common-type";
import { converted } from "../types/convert";
import { typeNamed } from "../types/named-type";
import {
  isFloating,
  isInteger,
  isNumber,
  isText,
  isZoned,
  sameType,
  spell,
  storedAs,
  type SqlType,
} from "../types/type";
import { castFromJson, castToJson } from "./cast-json";
import { castIdentifier } from "./cast-identifier";
import { castFromText, castToText } from "./cast-text";
import type { QueryFault } from "../query-engine";
import { analyze, faultAt, type Context, type Typed } from "./context";
import { decimalOf } from "./literal";
import { orFail } from "./or-fail";

/** CAST and TRY_CAST. @throws QueryFault TYPE_MISMATCH where engine v3 knows no such conversion */
export function castTo(expression: Expression & { readonly is: "cast" }, context: Context): Typed {
  const { value, type: named, at, safe } = expression;
  const from = analyze(value, context);
  const type = typeNamed(named);
  if (type === undefined) throw faultAt(context, at, ["TYPE_MISMATCH", `Unknown type: ${named.name}`]);
  const sql = castSql(from.sql, from.type, type);
  if (sql === undefined)
    throw faultAt(context, at, ["TYPE_MISMATCH", `Cannot cast ${spell(from.type)} to ${spell(type)}`]);
  return { type, sql: safe ? `TRY(${sql})` : sql };
}

/**
 * SQL that casts, with engine v3's errors for values that cannot be cast; undefined if there is no cast between the
 * types.
 */
export function castSql(sql: string, from: SqlType, to: SqlType): string | undefined {
  if (sameType(from, to)) return sql;
  if (from.kind === "unknown") return converted(sql, from, to);
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
  if (coerces(from, to)) return converted(sql, from, to);
  return castTime(sql, from, to) ?? castNested(sql, from, to);
}

function castNumber(sql: string, from: SqlType, to: SqlType): string | undefined {
  if (to.kind === "boolean") return `(${sql} <> 0)`;
  if (from.kind === "boolean") return isNumber(to) ? `CAST(CAST(${sql} AS INTEGER) AS ${storedAs(to)})` : undefined;
  if (!isNumber(to)) return undefined;
  if (isFloating(to)) return castFloating(sql, from, to);
  const tried = `TRY_CAST(${isInteger(to) && !isInteger(from) ? `round(${sql})` : sql} AS ${storedAs(to)})`;
  const message = isInteger(to)
    ? `'${isInteger(from) ? "NUMERIC_VALUE_OUT_OF_RANGE" : "INVALID_CAST_ARGUMENT"}: Out of range for ${to.kind}: ' || CAST(${sql} AS VARCHAR)`
    : `${sqlString(`INVALID_CAST_ARGUMENT: Cannot cast ${from.kind === "decimal" ? "DECIMAL" : from.kind.toUpperCase()} '`)} || CAST(${sql} AS VARCHAR) || ${sqlString(`' to ${spell(to).replace("decimal", "DECIMAL").replace(",", ", ")}`)}`;
  return orFail(sql, tried, { message, to });
}

/** A double beyond the reals is infinite. */
const castFloating = (sql: string, from: SqlType, to: SqlType): string =>
  to.kind === "real" && from.kind === "double" ? `real_of(${sql})` : `CAST(${sql} AS ${storedAs(to)})`;

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
        : rounded(`CAST(${wall} AS TIMESTAMP)`, to.precision);
  }
  return from.kind === "time" && to.kind === "time" ? sql : undefined;
}

/** Rounds off the digits of a second beyond the type's precision. */
const rounded = (sql: string, precision: number): string =>
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
    castSql(`(${sql}).f${index + 1}`, type, to.fields[index]?.type ?? type),
  );
  if (fields.includes(undefined)) return undefined;
  return `CASE WHEN ${sql} IS NOT NULL THEN struct_pack(${fields.map((field, index) => `f${index + 1} := ${field ?? "NULL"}`).join(", ")}) END`;
}

const LITERAL_PATTERNS: Readonly<Record<string, RegExp>> = {
  date: /^[+-]?\d{4,}-\d{1,2}-\d{1,2}$/,
  timestamp: /^\d{4}-\d{1,2}-\d{1,2}( \d{1,2}(:\d{1,2}(:\d{1,2}(\.\d+)?)?)?( ?\S.*)?)?$/,
  time: /^\d{1,2}:\d{1,2}(:\d{1,2}(\.\d+)?)?$/,
};

/** `DATE '2030-01-01'`, `TIMESTAMP '…'`, `DECIMAL '1.5'`, `JSON '…'`. @throws QueryFault INVALID_LITERAL, TYPE_NOT_FOUND */
export function typedLiteral(expression: Expression & { readonly is: "typed" }, context: Context): Typed {
  const { value, at } = expression;
  const named = typeNamed(expression.type);
  if (named === undefined) throw faultAt(context, at, ["TYPE_NOT_FOUND", `Unknown type: ${expression.type.name}`]);
  const invalid = (kind: string): QueryFault =>
    faultAt(context, at, ["INVALID_LITERAL", `'${value}' is not a valid ${kind.toUpperCase()} literal`]);
  if (named.kind === "decimal") {
    if (!isDecimal(value.trim())) throw invalid("decimal");
    return decimalOf(value.trim());
  }
  if (named.kind === "json" && !isJson(value)) throw invalid("json");
  const type = literalType(named, value);
  const pattern = LITERAL_PATTERNS[type.kind];
  const sql =
    type.kind === "json" ? `json_canonical(${sqlString(value)})` : castSql(sqlString(value), { kind: "varchar" }, type);
  if (sql === undefined || (pattern !== undefined && !(pattern.test(value) && isRealDay(value) && isRealClock(value))))
    throw invalid(type.kind);
  return { type, sql };
}

/** A literal of text has its text's length, one of a time its digits and zone. */
function literalType(named: SqlType, value: string): SqlType {
  if (named.kind === "char") return { kind: "char", length: [...value].length };
  return named.kind === "timestamp" || named.kind === "time" ? timeType(named, value) : named;
}

const MOST_DIGITS = 38;
const isDecimal = (text: string): boolean =>
  /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) && text.replace(/^[+-]?0*/, "").replace(".", "").length <= MOST_DIGITS;

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
function timeType(named: SqlType & { readonly kind: "timestamp" | "time" }, value: string): SqlType {
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
