import type {
  DuckDBBlobValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBValue,
} from "@duckdb/node-api";
import { getItemAt } from "../../foundation/item-at";
import type { SqlType } from "../types/type";
import { printValue } from "./json-path";

type LineOf = (row: readonly DuckDBValue[]) => string;

const PLAIN_IN_JSON = ["boolean", "tinyint", "smallint", "integer", "bigint", "decimal", "real", "double"];

/** Rows as JSON, one document a line, without the members that are NULL, as Hive's JsonSerDe writes them. */
export const createJsonLine =
  (names: readonly string[], types: readonly SqlType[]): LineOf =>
  (row) => {
    const members = types.flatMap((type, index) => {
      const value = getItemAt(row, index);
      return value === null ? [] : [`${JSON.stringify(getItemAt(names, index))}:${formatJson(value, type)}`];
    });
    return `{${members.join(",")}}`;
  };

function formatJson(value: DuckDBValue, type: SqlType): string {
  if (value === null) return "null";
  switch (type.kind) {
    case "array":
      return `[${(value as DuckDBListValue).items.map((item) => formatJson(item, type.item)).join(",")}]`;
    case "map":
      return `{${(value as DuckDBMapValue).entries.map((entry) => `${JSON.stringify(printValue(entry.key, type.key) ?? "")}:${formatJson(entry.value, type.value)}`).join(",")}}`;
    case "row": {
      const members = Object.values((value as DuckDBStructValue).entries);
      return `{${type.fields.map(({ name, type: inner }, index) => `${JSON.stringify(name ?? `field${index}`)}:${formatJson(getItemAt(members, index), inner)}`).join(",")}}`;
    }
    case "varbinary":
      return JSON.stringify(Buffer.from((value as DuckDBBlobValue).bytes).toString("base64"));
    default: {
      const text = printValue(value, type) ?? "null";
      return PLAIN_IN_JSON.includes(type.kind) ? text : JSON.stringify(text);
    }
  }
}

/** Rows in the format of LazySimpleSerDe: NULL is `\N`, and each level of nesting has a separator of its own. */
export const createTextLine =
  (types: readonly SqlType[], delimiter: string): LineOf =>
  (row) =>
    types.map((type, index) => formatAsText(getItemAt(row, index), type, 2)).join(delimiter);

function formatAsText(value: DuckDBValue, type: SqlType, level: number): string {
  if (value === null) return "\\N";
  const separator = String.fromCharCode(level);
  switch (type.kind) {
    case "array":
      return (value as DuckDBListValue).items.map((item) => formatAsText(item, type.item, level + 1)).join(separator);
    case "map":
      return (value as DuckDBMapValue).entries
        .map(
          (entry) =>
            `${formatAsText(entry.key, type.key, level + 2)}${String.fromCharCode(level + 1)}${formatAsText(entry.value, type.value, level + 2)}`,
        )
        .join(separator);
    case "row":
      return type.fields
        .map(({ type: inner }, index) =>
          formatAsText(getItemAt(Object.values((value as DuckDBStructValue).entries), index), inner, level + 1),
        )
        .join(separator);
    case "varbinary":
      return Buffer.from((value as DuckDBBlobValue).bytes).toString("base64");
    default:
      return printValue(value, type) ?? "\\N";
  }
}
