import { isZoned, isSameType, getStorageType, type SqlType } from "./type";
import { getItemAt } from "../../foundation/item-at";
import type { TypeName } from "../syntax/ast";

/**
 * SQL that converts a value implicitly from one type to another.
 *
 * @param sql DuckDB's expression, whose value is stored as the type `from`
 */
export function convertArgument(sql: string, from: SqlType, to: SqlType): string {
  const changed = convertText(sql, from, to);
  if (changed !== undefined) return changed;
  if (hasSameStorage(from, to)) return sql;
  if (from.kind === "unknown") return `CAST(NULL AS ${getStorageType(to)})`;
  if (isZoned(to)) return `zoned(CAST(${sql} AS TIMESTAMP), 'UTC')`;
  if (from.kind === "array" && to.kind === "array")
    return `list_transform(${sql}, lambda x: ${convertArgument("x", from.item, to.item)})`;
  if (from.kind === "row" && to.kind === "row") return convertRow(sql, from, to);
  if (from.kind === "map" && to.kind === "map") {
    const entry = `struct_pack(k := ${convertArgument("e.key", from.key, to.key)}, v := ${convertArgument("e.value", from.value, to.value)})`;
    return `map_from_entries(list_transform(map_entries(${sql}), lambda e: ${entry}))`;
  }
  return `CAST(${sql} AS ${getStorageType(to)})`;
}

/** A char is stored without the blanks that pad it; undefined where neither gets nor loses them. */
function convertText(sql: string, from: SqlType, to: SqlType): string | undefined {
  if (from.kind === "char" && to.kind === "varchar") return `rpad(${sql}, ${from.length}, ' ')`;
  return from.kind === "varchar" && to.kind === "char" ? `rtrim(${sql}, ' ')` : undefined;
}

function convertRow(
  sql: string,
  from: Extract<SqlType, { kind: "row" }>,
  to: Extract<SqlType, { kind: "row" }>,
): string {
  const fields = from.fields.map(
    ({ type }, index) =>
      `f${index + 1} := ${convertArgument(`(${sql}).f${index + 1}`, type, getItemAt(to.fields, index).type)}`,
  );
  return `CASE WHEN ${sql} IS NOT NULL THEN struct_pack(${fields.join(", ")}) END`;
}

const hasSameStorage = (from: SqlType, to: SqlType): boolean =>
  isSameType(from, to) || (from.kind !== "unknown" && getStorageType(from) === getStorageType(to) && !hasUnknown(from));

function hasUnknown(type: SqlType): boolean {
  if (type.kind === "array") return type.item.kind === "unknown" || hasUnknown(type.item);
  if (type.kind === "map") return [type.key, type.value].some((each) => each.kind === "unknown" || hasUnknown(each));
  return type.kind === "row" && type.fields.some((field) => field.type.kind === "unknown" || hasUnknown(field.type));
}

/** SQL of a row's member. DuckDB forgets its type where the row is a constant NULL. */
export const formatField = (sql: string, number: number, type: SqlType): string =>
  `CAST((${sql}).f${number} AS ${getStorageType(type)})`;

const PLAIN = [
  "boolean",
  "tinyint",
  "smallint",
  "integer",
  "bigint",
  "real",
  "double",
  "varbinary",
  "date",
  "json",
  "uuid",
  "ipaddress",
  "interval day to second",
  "interval year to month",
] as const;
const OTHER_NAMES: Readonly<Record<string, string>> = {
  int: "integer",
  dec: "decimal",
  numeric: "decimal",
  string: "varchar",
};

/** Types with parameters, with the defaults of those that are left out. */
const COUNTED: Readonly<Record<string, (first: number | undefined, second: number | undefined) => SqlType>> = {
  varchar: (length) => (length === undefined ? { kind: "varchar" } : { kind: "varchar", length }),
  char: (length = 1) => ({ kind: "char", length }),
  decimal: (precision = 38, scale = 0) => ({ kind: "decimal", precision, scale }),
  time: (precision = 3) => ({ kind: "time", precision, zoned: false }),
  timestamp: (precision = 3) => ({ kind: "timestamp", precision, zoned: false }),
  "timestamp with time zone": (precision = 3) => ({ kind: "timestamp", precision, zoned: true }),
};

/** The type of a name in a query; undefined if engine v3 has no such type, or if the lab cloud does not support it. */
export function parseTypeName({ name: written, numbers, parts }: TypeName): SqlType | undefined {
  const name = OTHER_NAMES[written] ?? written;
  const plain = PLAIN.find((each) => each === name);
  if (plain !== undefined) return { kind: plain };
  return COUNTED[name]?.(numbers[0], numbers[1]) ?? parseNestedType(name, parts);
}

function parseNestedType(name: string, parts: TypeName["parts"]): SqlType | undefined {
  const types = parts.map((part) => ({ name: part.name, type: parseTypeName(part.type) }));
  if (!types.every((part): part is { name: string | undefined; type: SqlType } => part.type !== undefined))
    return undefined;
  const [first, second] = types;
  if (name === "array" && first !== undefined) return { kind: "array", item: first.type };
  if (name === "map" && first !== undefined && second !== undefined)
    return { kind: "map", key: first.type, value: second.type };
  return name === "row" ? { kind: "row", fields: types } : undefined;
}
