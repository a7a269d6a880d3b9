import { isZoned, isSameType, getStorageType, type SqlType } from "./type";
import { getItemAt } from "../../../../core/item-at";

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
