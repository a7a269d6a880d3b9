import type { SqlReader } from "./read-sql";

/** Where Flink looks for a table. */
const DEFAULT_PATH = ["default_catalog", "default_database"];

/** Parses the name of a table, which may follow those of its catalog and its database. @returns all of them, if the table isn't where Flink looks */
export function readTable(reader: SqlReader): { readonly table: string; readonly alias: string } {
  const path = [reader.parseName()];
  while (reader.consume(".")) path.push(reader.parseName());
  const alias = path.at(-1) ?? "";
  const before = path.slice(0, -1);
  const isDefault = before.join(".") === DEFAULT_PATH.slice(DEFAULT_PATH.length - before.length).join(".");
  return { table: isDefault ? alias : path.join("."), alias };
}
