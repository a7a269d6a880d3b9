import { createWriteStream, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import { toSqlName, toSqlString } from "../../foundation/columnar/duckdb";
import { getItemAt } from "../../foundation/item-at";
import { castToText } from "../analysis/cast-text";
import type { SqlType } from "../types/type";
import { JobFault, type JobOutput, type WrittenFile } from "./job";
import { createJsonLine, createTextLine } from "./row-text";

/** SQL of a value in the form in which it is written to a file: a row as a struct with its members' names. */
function exportSql(sql: string, type: SqlType): string {
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

/** Athena writes into this many partitions with one statement at most (ATH-035). */
const MAX_PARTITIONS = 100;
const NULL_PARTITION = "__HIVE_DEFAULT_PARTITION__";

interface Partition {
  readonly values: readonly string[];
  /** SQL of the condition that all rows of the partition meet. */
  readonly where: string;
}

/** Writes a query's rows into files, one for each partition, in a new folder. @throws JobFault HIVE_TOO_MANY_OPEN_PARTITIONS */
export async function writeResult(
  connection: DuckDBConnection,
  sql: string,
  output: JobOutput,
): Promise<WrittenFile[]> {
  const columns = output.types.map((_, index) => `c${index + 1}`);
  // A statement that failed may have left its files.
  rmSync(output.folder, { recursive: true, force: true });
  mkdirSync(output.folder);
  await connection.run(`CREATE TEMP TABLE result_rows AS SELECT * FROM (${sql}) AS q(${columns.join(", ")})`);
  const ownColumns = columns.length - output.keys;
  const written: WrittenFile[] = [];
  for (const [number, partition] of (
    await readPartitions(connection, columns.slice(ownColumns), output.types.slice(ownColumns))
  ).entries()) {
    const name = `part-${String(number).padStart(5, "0")}`;
    const from = `FROM result_rows ${partition.where}`;
    const rows = Number((await readFirstRow(connection, `SELECT count(*) ${from}`))[0]);
    if (rows > 0 || output.keys === 0) {
      await writeFile(connection, from, { output, path: join(output.folder, name), columnCount: ownColumns });
      written.push({ name, partition: partition.values, rows });
    }
  }
  return written;
}

async function readFirstRow(connection: DuckDBConnection, sql: string): Promise<readonly DuckDBValue[]> {
  return (await (await connection.run(sql)).getRows())[0] ?? [];
}

async function readPartitions(
  connection: DuckDBConnection,
  keys: readonly string[],
  types: readonly SqlType[],
): Promise<Partition[]> {
  if (keys.length === 0) return [{ values: [], where: "" }];
  const texts = keys.map((key, index) => castToText(key, getItemAt(types, index), { kind: "varchar" }) ?? "NULL");
  const rows = await (
    await connection.run(
      `SELECT DISTINCT ${texts.join(", ")} FROM result_rows ORDER BY ALL LIMIT ${MAX_PARTITIONS + 1}`,
    )
  ).getRows();
  if (rows.length > MAX_PARTITIONS)
    throw new JobFault(
      "HIVE_TOO_MANY_OPEN_PARTITIONS",
      `Exceeded limit of ${MAX_PARTITIONS} open writers for partitions/buckets`,
    );
  return rows.map((row) => ({
    values: row.map((value) => (value === null ? NULL_PARTITION : String(value))),
    where: `WHERE ${texts.map((text, index) => (row[index] === null ? `${text} IS NULL` : `${text} = ${toSqlString(String(row[index]))}`)).join(" AND ")}`,
  }));
}

interface Target {
  readonly output: JobOutput;
  readonly path: string;
  /** How many columns, from the first on, are written into the file. */
  readonly columnCount: number;
}

async function writeFile(
  connection: DuckDBConnection,
  from: string,
  { output, path, columnCount: ownColumns }: Target,
): Promise<void> {
  const [names, types] = [output.names.slice(0, ownColumns), output.types.slice(0, ownColumns)];
  if (output.format === "PARQUET" || output.format === "ORC") {
    const columns = types.map(
      (type, index) => `${exportSql(`c${index + 1}`, type)} AS ${toSqlName(getItemAt(names, index))}`,
    );
    const compression = output.format === "ORC" ? "uncompressed" : output.compression.toLowerCase();
    await connection.run(
      `COPY (SELECT ${columns.join(", ")} ${from}) TO ${toSqlString(path)} (FORMAT parquet, COMPRESSION ${toSqlString(compression === "none" ? "uncompressed" : compression)})`,
    );
    return;
  }
  const line = output.format === "JSON" ? createJsonLine(names, types) : createTextLine(types, output.delimiter);
  const result = await connection.stream(`SELECT ${types.map((_, index) => `c${index + 1}`).join(", ")} ${from}`);
  const streamLines = async function* (): AsyncGenerator<string> {
    if (output.header) yield `${names.join(output.delimiter)}\n`;
    for (
      let chunk = await result.fetchChunk();
      chunk !== null && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      yield chunk
        .getRows()
        .map((row) => `${line(row)}\n`)
        .join("");
    }
  };
  if (output.compression === "NONE") await pipeline(streamLines, createWriteStream(path));
  else await pipeline(streamLines, createGzip(), createWriteStream(path));
}
