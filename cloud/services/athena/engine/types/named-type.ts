import type { TypeName } from "../syntax/ast";
import type { SqlType } from "./type";

const PLAIN = ["boolean", "tinyint", "smallint", "integer", "bigint", "real", "double", "varbinary", "date", "json", "interval day to second",
  "interval year to month"] as const;
const OTHER_NAMES: Readonly<Record<string, string>> = { int: "integer", dec: "decimal", numeric: "decimal", string: "varchar" };

/** The type that a query names; undefined if engine v3 has none of that name, or if the lab cloud does not hold it. */
export function typeNamed({ name: written, numbers, parts }: TypeName): SqlType | undefined {
  const name = OTHER_NAMES[written] ?? written;
  const plain = PLAIN.find((each) => each === name);
  if (plain !== undefined) return { kind: plain };
  const [first, second] = numbers;
  switch (name) {
    case "varchar": return first === undefined ? { kind: "varchar" } : { kind: "varchar", length: first };
    case "char": return { kind: "char", length: first ?? 1 };
    case "decimal": return { kind: "decimal", precision: first ?? 38, scale: second ?? 0 };
    case "time":
    case "timestamp": return { kind: name, precision: first ?? 3, zoned: false };
    case "timestamp with time zone": return { kind: "timestamp", precision: first ?? 3, zoned: true };
    default: return nested(name, parts);
  }
}

function nested(name: string, parts: TypeName["parts"]): SqlType | undefined {
  const types = parts.map((part) => ({ name: part.name, type: typeNamed(part.type) }));
  if (!types.every((part): part is { name: string | undefined; type: SqlType } => part.type !== undefined)) return undefined;
  const [first, second] = types;
  if (name === "array" && first !== undefined) return { kind: "array", item: first.type };
  if (name === "map" && first !== undefined && second !== undefined) return { kind: "map", key: first.type, value: second.type };
  return name === "row" ? { kind: "row", fields: types } : undefined;
}
