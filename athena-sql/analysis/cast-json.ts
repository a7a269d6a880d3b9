import { toSqlString } from "../../foundation/columnar/duckdb";
import { isText, spell, getStorageType, type SqlType } from "../types/type";

const PLAIN = ["boolean", "tinyint", "smallint", "integer", "bigint", "decimal", "double", "real"];

/** SQL that casts a JSON value (its text) to another type; undefined if there is no such cast. */
export function castFromJson(sql: string, to: SqlType): string | undefined {
  if (to.kind === "date" || to.kind === "timestamp" || !isReadable(to)) return undefined;
  const shaped = `json_shaped(${sql}, ${toSqlString(JSON.stringify(getShape(to)))}, ${toSqlString(spell(to))})`;
  if (isText(to)) return `json_scalar(${shaped})`;
  return `CAST(CAST(${shaped} AS JSON) AS ${getStorageType(to)})`;
}

function isReadable(type: SqlType): boolean {
  switch (type.kind) {
    case "array":
      return isReadable(type.item);
    case "map":
      return isReadable(type.value) && (isText(type.key) || PLAIN.includes(type.key.kind));
    case "row":
      return type.fields.every((field) => isReadable(field.type));
    default:
      return [...PLAIN, "varchar", "json", "date", "timestamp"].includes(type.kind);
  }
}

/** The shape of a JSON document that can be cast to a type: the name of a plain type, or the shapes of a nested type's parts. */
export type JsonShape =
  | string
  | { readonly array: JsonShape }
  | { readonly map: JsonShape }
  | { readonly row: readonly (readonly [string, JsonShape])[] };

function getShape(type: SqlType): JsonShape {
  switch (type.kind) {
    case "array":
      return { array: getShape(type.item) };
    case "map":
      return { map: getShape(type.value) };
    case "row":
      return { row: type.fields.map(({ name, type: inner }) => [name ?? "", getShape(inner)]) };
    default:
      return type.kind;
  }
}

/**
 * SQL that makes a value into JSON text, an object's members sorted by name; undefined if its type cannot be cast to
 * JSON.
 */
export function castToJson(sql: string, from: SqlType): string | undefined {
  if (from.kind === "double") return `json_double(${sql})`;
  if (from.kind === "real") return `json_real(CAST(${sql} AS VARCHAR))`;
  if (PLAIN.includes(from.kind)) return `CAST(${sql} AS VARCHAR)`;
  switch (from.kind) {
    case "varchar":
      return `json_quoted(${sql})`;
    case "date":
      return `json_quoted(CAST(${sql} AS VARCHAR))`;
    case "timestamp":
      return from.zoned ? undefined : `json_quoted(timestamp_text(${sql}, ${from.precision}))`;
    default:
      return castNestedToJson(sql, from);
  }
}

/** NULL inside an array, map or row becomes JSON's `null`. */
const castInside = (sql: string, type: SqlType): string | undefined => {
  const text = type.kind === "json" ? sql : castToJson(sql, type);
  return text && `coalesce(${text}, 'null')`;
};

function castNestedToJson(sql: string, from: SqlType): string | undefined {
  if (from.kind === "array") {
    const item = castInside("x", from.item);
    return (
      item &&
      `CASE WHEN ${sql} IS NOT NULL THEN '[' || array_to_string(list_transform(${sql}, lambda x: ${item}), ',') || ']' END`
    );
  }
  if (from.kind === "map") {
    const value = castInside("e.value", from.value);
    const entry = value && `json_quoted(CAST(e.key AS VARCHAR)) || ':' || ${value}`;
    return (
      entry &&
      `CASE WHEN ${sql} IS NOT NULL THEN '{' || array_to_string(list_sort(list_transform(map_entries(${sql}), lambda e: ${entry})), ',') || '}' END`
    );
  }
  if (from.kind !== "row") return undefined;
  const members = from.fields.map(({ name, type }, index) => {
    const value = castInside(`(${sql}).f${index + 1}`, type);
    return value && `${toSqlString(`${JSON.stringify(name ?? "")}:`)} || ${value}`;
  });
  return members.includes(undefined)
    ? undefined
    : `CASE WHEN ${sql} IS NOT NULL THEN '{' || ${members.join(" || ',' || ")} || '}' END`;
}
