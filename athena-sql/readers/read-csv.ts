import { dateValue, type DuckDBValue } from "@duckdb/node-api";
import type { Format, JobColumn, JobFile } from "../process/job";
import { readLines } from "./lines";
import { parseScalar, toTimestamp } from "./parse-scalar";
import { parseFields } from "./open-csv";
import { createBadFieldFault } from "./read-json";

type CsvFormat = Extract<Format, { readonly is: "csv" }>;

/** The rows of a CSV file, as OpenCSVSerDe reads them: each line is a row. @throws JobFault HIVE_BAD_DATA */
export function* readCsv(
  file: JobFile,
  columns: readonly JobColumn[],
  format: CsvFormat,
): Generator<readonly DuckDBValue[]> {
  for (const line of readLines(file).slice(format.skipLines)) {
    const fields = parseFields(line, format);
    yield columns.map((column) => readValue(fields[column.position], column));
  }
}

const TEXTS = ["string", "varchar", "char"];

/**
 * A column's value from a field: a date counts days, a time milliseconds since 1970; an empty field is NULL except in a
 * text column.
 */
function readValue(text: string | undefined, column: JobColumn): DuckDBValue {
  const { hive } = column;
  if (text === undefined) return null;
  if (TEXTS.includes(hive.kind)) return parseScalar(text, hive) ?? null;
  if (text.trim() === "") return null;
  const value =
    hive.kind === "date" || hive.kind === "timestamp" ? parseCountedTime(text, hive.kind) : parseScalar(text, hive);
  if (value === undefined) throw createBadFieldFault(text, column);
  return value;
}

function parseCountedTime(text: string, kind: "date" | "timestamp"): DuckDBValue | undefined {
  if (!/^-?\d+$/.test(text)) return undefined;
  return kind === "date" ? dateValue(Number(text)) : toTimestamp(Number(text));
}
