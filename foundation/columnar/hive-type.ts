/** Types without parameters, by their only spelling here. */
export const PLAIN_TYPES = [
  "boolean",
  "tinyint",
  "smallint",
  "int",
  "bigint",
  "float",
  "double",
  "string",
  "binary",
  "date",
  "timestamp",
] as const;
export type PlainType = (typeof PLAIN_TYPES)[number];

/** A member of a struct. */
export interface HiveField {
  /** In lower case, as Hive keeps it. */
  readonly name: string;
  readonly type: HiveType;
}

/** The type of a column, as the Data Catalog's `Type` spells it. */
export type HiveType =
  | { readonly kind: PlainType }
  | { readonly kind: "decimal"; readonly precision: number; readonly scale: number }
  | { readonly kind: "char" | "varchar"; readonly length: number }
  | { readonly kind: "array"; readonly item: HiveType }
  | { readonly kind: "map"; readonly key: HiveType; readonly value: HiveType }
  | { readonly kind: "struct"; readonly fields: readonly HiveField[] };

/** Whether a type is a scalar: only these may be a map's keys and a partition's values. */
export const isScalar = ({ kind }: HiveType): boolean => kind !== "array" && kind !== "map" && kind !== "struct";

/**
 * The type in Hive's spelling, with each default written out. `parseHiveType` reads it as the same type again.
 *
 * @example spellHiveType(parseHiveType("DECIMAL")) === "decimal(10,0)"
 */
export function spellHiveType(type: HiveType): string {
  switch (type.kind) {
    case "decimal":
      return `decimal(${type.precision},${type.scale})`;
    case "char":
    case "varchar":
      return `${type.kind}(${type.length})`;
    case "array":
      return `array<${spellHiveType(type.item)}>`;
    case "map":
      return `map<${spellHiveType(type.key)},${spellHiveType(type.value)}>`;
    case "struct":
      return `struct<${type.fields.map((field) => `${field.name}:${spellHiveType(field.type)}`).join(",")}>`;
    default:
      return type.kind;
  }
}

/** The value that Hive uses for a NULL partition key. */
export const NULL_VALUE = "__HIVE_DEFAULT_PARTITION__";
