/** Types without parameters. `unknown` is the type of NULL. */
type PlainKind =
  | "unknown"
  | "boolean"
  | "tinyint"
  | "smallint"
  | "integer"
  | "bigint"
  | "real"
  | "double"
  | "varbinary"
  | "date"
  | "json"
  | "uuid"
  | "ipaddress"
  | "interval day to second"
  | "interval year to month";

/** A member of a row type; the members of `ROW(…)` have no names. */
interface RowField {
  readonly name?: string | undefined;
  readonly type: SqlType;
}

/** A type of engine v3. */
export type SqlType =
  | { readonly kind: PlainKind }
  /** Without `length`, a string may have any length. */
  | { readonly kind: "varchar"; readonly length?: number }
  | { readonly kind: "char"; readonly length: number }
  | { readonly kind: "decimal"; readonly precision: number; readonly scale: number }
  | { readonly kind: "timestamp" | "time"; readonly precision: number; readonly zoned: boolean }
  | { readonly kind: "array"; readonly item: SqlType }
  | { readonly kind: "map"; readonly key: SqlType; readonly value: SqlType }
  | { readonly kind: "row"; readonly fields: readonly RowField[] }
  /** The type of a lambda, which only occurs as a function's argument. */
  | { readonly kind: "function"; readonly args: readonly SqlType[]; readonly result: SqlType };

export const VARCHAR: SqlType = { kind: "varchar" };
export const UNKNOWN: SqlType = { kind: "unknown" };
export const BOOLEAN: SqlType = { kind: "boolean" };
export const BIGINT: SqlType = { kind: "bigint" };
export const DATE: SqlType = { kind: "date" };
export const TIMESTAMP: SqlType = { kind: "timestamp", precision: 3, zoned: false };
export const ZONED: SqlType = { kind: "timestamp", precision: 3, zoned: true };
export const DAY_SECOND: SqlType = { kind: "interval day to second" };
export const YEAR_MONTH: SqlType = { kind: "interval year to month" };

/** The type as messages and results spell it: `array(row(a integer, b varchar(3)))`. */
export function spell(type: SqlType): string {
  switch (type.kind) {
    case "varchar":
      return type.length === undefined ? "varchar" : `varchar(${type.length})`;
    case "char":
      return `char(${type.length})`;
    case "decimal":
      return `decimal(${type.precision},${type.scale})`;
    case "timestamp":
    case "time":
      return `${type.kind}(${type.precision})${type.zoned ? " with time zone" : ""}`;
    case "array":
      return `array(${spell(type.item)})`;
    case "map":
      return `map(${spell(type.key)}, ${spell(type.value)})`;
    case "row":
      return `row(${type.fields.map(({ name, type: inner }) => (name === undefined ? "" : `${spellName(name)} `) + spell(inner)).join(", ")})`;
    case "function":
      return `function(${[...type.args, type.result].map(spell).join(",")})`;
    default:
      return type.kind;
  }
}

const spellName = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

export const isSameType = (a: SqlType, b: SqlType): boolean => spell(a) === spell(b);

/**
 * The DuckDB type in which values of the type are stored.
 *
 * A row's members are named by their positions (`f1`, `f2` …), since their names may be missing or occur twice. A time
 * with a zone is stored as its instant and its zone. Intervals are stored as milliseconds or months, JSON as its text,
 * an IP address as its 16 bytes.
 */
export function getStorageType(type: SqlType): string {
  switch (type.kind) {
    case "decimal":
      return `DECIMAL(${type.precision}, ${type.scale})`;
    case "timestamp":
      return type.zoned ? "STRUCT(u TIMESTAMP, z VARCHAR)" : "TIMESTAMP";
    case "array":
      return `${getStorageType(type.item)}[]`;
    case "map":
      return `MAP(${getStorageType(type.key)}, ${getStorageType(type.value)})`;
    case "row":
      return `STRUCT(${type.fields.map((field, index) => `f${index + 1} ${getStorageType(field.type)}`).join(", ")})`;
    case "function":
      throw new Error("a lambda is not a value");
    default:
      return STORED[type.kind] ?? type.kind.toUpperCase();
  }
}

/** Types that have another name in DuckDB, or are stored as another type. */
const STORED: Readonly<Record<string, string>> = {
  unknown: "INTEGER",
  char: "VARCHAR",
  json: "VARCHAR",
  real: "FLOAT",
  varbinary: "BLOB",
  ipaddress: "BLOB",
  "interval day to second": "BIGINT",
  "interval year to month": "INTEGER",
};

/** Whether values of the type can be compared with `<`. */
export function isOrderable(type: SqlType): boolean {
  switch (type.kind) {
    case "map":
    case "json":
    case "function":
      return false;
    case "array":
      return isOrderable(type.item);
    case "row":
      return type.fields.every((field) => isOrderable(field.type));
    default:
      return true;
  }
}

const NUMBERS = ["tinyint", "smallint", "integer", "bigint", "decimal", "real", "double"];

export const isNumber = ({ kind }: SqlType): boolean => NUMBERS.includes(kind);
export const isInteger = ({ kind }: SqlType): boolean => ["tinyint", "smallint", "integer", "bigint"].includes(kind);
export const isFloating = ({ kind }: SqlType): boolean => kind === "real" || kind === "double";
export const isText = ({ kind }: SqlType): boolean => kind === "varchar" || kind === "char";
export const isZoned = (type: SqlType): boolean => type.kind === "timestamp" && type.zoned;
