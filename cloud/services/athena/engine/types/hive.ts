import type { HiveType } from "../../../glue/model/hive-type";
import { isZoned, type SqlType } from "./type";

const SAME: Readonly<Record<string, SqlType>> = {
  boolean: { kind: "boolean" },
  tinyint: { kind: "tinyint" },
  smallint: { kind: "smallint" },
  int: { kind: "integer" },
  bigint: { kind: "bigint" },
  float: { kind: "real" },
  double: { kind: "double" },
  string: { kind: "varchar" },
  binary: { kind: "varbinary" },
  date: { kind: "date" },
  timestamp: { kind: "timestamp", precision: 3, zoned: false },
};

/** The type that queries see for a type of the catalog. */
export function fromHive(type: HiveType): SqlType {
  switch (type.kind) {
    case "decimal":
      return type;
    case "varchar":
    case "char":
      return { kind: type.kind, length: type.length };
    case "array":
      return { kind: "array", item: fromHive(type.item) };
    case "map":
      return { kind: "map", key: fromHive(type.key), value: fromHive(type.value) };
    case "struct":
      return { kind: "row", fields: type.fields.map(({ name, type: inner }) => ({ name, type: fromHive(inner) })) };
    default:
      return SAME[type.kind] ?? { kind: "unknown" };
  }
}

const SPELLED: Readonly<Record<string, string>> = { integer: "int", real: "float", varbinary: "binary" };
const UNHELD = [
  "unknown",
  "json",
  "uuid",
  "ipaddress",
  "time",
  "function",
  "interval day to second",
  "interval year to month",
];

/** The type as a column of a table would be declared; undefined for types that tables cannot have. */
export function toHive(type: SqlType): string | undefined {
  if (UNHELD.includes(type.kind) || isZoned(type)) return undefined;
  switch (type.kind) {
    case "varchar":
    case "char":
      return type.length === undefined ? "string" : `${type.kind}(${type.length})`;
    case "decimal":
      return `decimal(${type.precision},${type.scale})`;
    case "timestamp":
      return "timestamp";
    case "array":
      return createWithin("array", [type.item]);
    case "map":
      return createWithin("map", [type.key, type.value]);
    case "row":
      return createStruct(type.fields);
    default:
      return SPELLED[type.kind] ?? type.kind;
  }
}

function createWithin(name: string, types: readonly SqlType[]): string | undefined {
  const parts = types.map(toHive);
  return parts.includes(undefined) ? undefined : `${name}<${parts.join(",")}>`;
}

function createStruct(fields: Extract<SqlType, { kind: "row" }>["fields"]): string | undefined {
  const parts = fields.map(({ name, type }, index) => [name ?? `_${index}`, toHive(type)] as const);
  return parts.some(([, type]) => type === undefined)
    ? undefined
    : `struct<${parts.map(([name, type]) => `${name}:${type ?? ""}`).join(",")}>`;
}
