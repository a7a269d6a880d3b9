import type { TypeName } from "../syntax/ast";
import type { SqlType } from "./type";

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
