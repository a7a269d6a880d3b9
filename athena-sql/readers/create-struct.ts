import { structValue, type DuckDBValue } from "@duckdb/node-api";
import type { HiveField } from "../../foundation/columnar/hive-type";

/** A struct as the engine stores it in DuckDB: its members are named by their positions, `f1`, `f2` and so on. */
export const createStruct = (
  fields: readonly HiveField[],
  valueOf: (field: HiveField, index: number) => DuckDBValue,
): DuckDBValue =>
  structValue(Object.fromEntries(fields.map((field, index) => [`f${index + 1}`, valueOf(field, index)])));
