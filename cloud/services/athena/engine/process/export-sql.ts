import { toSqlName } from "../../../../columnar/duckdb";
import type { SqlType } from "../types/type";

/** SQL of a value in the form in which it is written to a file: a row as a struct with its members' names. */
export function exportSql(sql: string, type: SqlType): string {
  switch (type.kind) {
    case "row": {
      const fields = type.fields.map(
        ({ name, type: inner }, index) =>
          `${toSqlName(name ?? `field${index}`)} := ${exportSql(`(${sql}).f${index + 1}`, inner)}`,
      );
      return `CASE WHEN ${sql} IS NOT NULL THEN struct_pack(${fields.join(", ")}) END`;
    }
    case "array":
      return exportSql("x", type.item) === "x" ? sql : `list_transform(${sql}, lambda x: ${exportSql("x", type.item)})`;
    case "map": {
      const [key, value] = [exportSql("e.key", type.key), exportSql("e.value", type.value)];
      if (key === "e.key" && value === "e.value") return sql;
      return `map_from_entries(list_transform(map_entries(${sql}), lambda e: struct_pack(k := ${key}, v := ${value})))`;
    }
    default:
      return sql;
  }
}
