import { dateValue, type DuckDBValue } from "@duckdb/node-api";
import type { Format, JobColumn, JobFile } from "../process/job";
import { linesOf } from "./lines";
import { parseScalar, timestampOf } from "./parse-scalar";
import { badField } from "./read-json";

type CsvFormat = Extract<Format, { readonly is: "csv" }>;

/** The rows of a CSV file, as OpenCSVSerDe reads it: line by line. @throws JobFault HIVE_BAD_DATA */
export function* readCsv(file: JobFile, columns: readonly JobColumn[], format: CsvFormat): Generator<readonly DuckDBValue[]> {
  for (const line of linesOf(file).slice(format.skipLines)) {
    const fields = fieldsOf(line, format);
    yield columns.map((column) => valueOf(fields[column.position], column));
  }
}

/** Dates are days, and times milliseconds, since 1970; an empty field is NULL unless it is a text. */
function valueOf(text: string | undefined, column: JobColumn): DuckDBValue {
  const { hive } = column;
  if (text === undefined) return null;
  if (hive.kind === "string" || hive.kind === "varchar" || hive.kind === "char") return parseScalar(text, hive) ?? null;
  if (text.trim() === "") return null;
  const value = /^-?\d+$/.test(text) && hive.kind === "date" ? dateValue(Number(text))
    : /^-?\d+$/.test(text) && hive.kind === "timestamp" ? timestampOf(Number(text))
      : hive.kind === "date" || hive.kind === "timestamp" ? undefined : parseScalar(text, hive);
  if (value === undefined) throw badField(text, column);
  return value;
}

function fieldsOf(line: string, { separator, quote, escape }: CsvFormat): string[] {
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const [char = "", next] = [line[at], line[at + 1]];
    if (char === escape && (next === quote || next === escape) && (char !== quote || (quoted && next === quote))) {
      field += next;
      at += 1;
    } else if (char === quote) {
      if (quoted && next === quote) {
        field += quote;
        at += 1;
      } else quoted = !quoted;
    } else if (char === separator && !quoted) {
      fields.push(field);
      field = "";
    } else field += char;
  }
  return [...fields, field];
}
