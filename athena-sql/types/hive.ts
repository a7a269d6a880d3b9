import type { HiveType } from "../../foundation/columnar/hive-type";
import { isZoned, type SqlType, spell } from "./type";
import type { ColumnInfo } from "../query-engine";

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

/** The precision that GetQueryResults gives for each type (ATH-008); 0 for other types. */
const PRECISIONS: Readonly<Record<string, number>> = {
  tinyint: 3,
  smallint: 5,
  integer: 10,
  bigint: 19,
  real: 17,
  double: 17,
  varchar: 2_147_483_647,
  timestamp: 3,
  varbinary: 1_073_741_824,
};

/** A column of a result, as GetQueryResults describes it. */
export function createColumnInfo(name: string, type: SqlType): ColumnInfo {
  return {
    name,
    type: spell(type),
    resultType: getResultType(type),
    precision: getPrecision(type),
    scale: type.kind === "decimal" ? type.scale : 0,
    hiveType: toHive(type),
  };
}

function getPrecision(type: SqlType): number {
  if (type.kind === "decimal") return type.precision;
  if ((type.kind === "varchar" || type.kind === "char") && type.length !== undefined) return type.length;
  return PRECISIONS[type.kind] ?? 0;
}

function getResultType(type: SqlType): string {
  if (type.kind === "real") return "float";
  return "zoned" in type && type.zoned ? `${type.kind} with time zone` : type.kind;
}
