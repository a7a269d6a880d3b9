import type { DuckDBConnection, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { toSqlName } from "../../foundation/columnar/duckdb";
import { isZoned, getStorageType } from "../types/type";
import { planParquet, formatReadingSql, type ParquetPlan } from "../readers/read-parquet";
import { readCsv } from "../readers/read-csv";
import { readDelimited } from "../readers/read-delimited";
import { readHiveJson, readOpenx } from "../readers/read-json";
import { parseScalar } from "../readers/parse-scalar";
import { JobFault, type JobColumn, type JobFile, type JobScan } from "./job";

/** Rows that are appended to DuckDB at a time; a chunk of DuckDB's holds 2048 at most. */
const CHUNK = 2048;
/** Bytes of Parquet up to which a scan's rows are loaded whole, so that the next query finds them; of larger scans, DuckDB reads the needed columns while the query runs. */
const MAX_STORED = 16 * 1024 * 1024;

/**
 * The bytes that a scan reads, and how its Parquet files are read. Reads the files' metadata, but asks DuckDB for
 * nothing.
 * @throws JobFault
 */
export function planScan(scan: JobScan): { readonly bytes: number; readonly parquet: ParquetPlan | undefined } {
  if (scan.format.is !== "parquet")
    return { bytes: scan.files.reduce((sum, { size }) => sum + size, 0), parquet: undefined };
  const parquet = planParquet(scan.files, listDataColumns(scan), scan.format.byPlace);
  return { bytes: parquet.bytes, parquet };
}

const listDataColumns = ({ columns }: JobScan): JobColumn[] =>
  columns.filter(({ needed, comesFrom }) => needed && comesFrom === "data");

/** Loads a scan's rows into a table or view with the scan's name, in which columns that are not needed are NULL. @throws JobFault */
export async function loadScan(
  connection: DuckDBConnection,
  scan: JobScan,
  parquet: ParquetPlan | undefined,
): Promise<void> {
  const source =
    parquet === undefined ? await loadText(connection, scan) : await loadParquet(connection, scan, parquet);
  const columns = scan.columns.map(({ name, type, needed }) =>
    needed ? toSqlName(name) : `CAST(NULL AS ${getStorageType(type)}) AS ${toSqlName(name)}`,
  );
  await connection.run(`CREATE TEMP VIEW ${scan.id} AS SELECT ${columns.join(", ")} FROM (${source})`);
}

async function loadParquet(
  connection: DuckDBConnection,
  scan: JobScan,
  { groups, bytes }: ParquetPlan,
): Promise<string> {
  const others = scan.columns.filter(({ needed, comesFrom }) => needed && comesFrom !== "data");
  const names = others.map(({ name }) => `f.${toSqlName(name)}`);
  const parts: string[] = [];
  for (const [number, group] of groups.entries()) {
    if (others.length === 0) {
      parts.push(`SELECT ${group.select.join(", ") || "1 AS nothing"} FROM ${formatReadingSql(group)}`);
      continue;
    }
    const files = `${scan.id}_files${number}`;
    await fill(
      connection,
      { name: files, columns: others, extra: "file_place BIGINT" },
      group.files.map(({ file }, position) => [...listOtherValues(scan, others, file), BigInt(position)]),
    );
    parts.push(
      `SELECT ${[...group.select, ...names].join(", ")} FROM ${formatReadingSql(group)} AS r JOIN ${files} AS f ON r.file_index = f.file_place`,
    );
  }
  const source = parts.join(" UNION ALL ") || formatEmptySource(scan);
  if (bytes > MAX_STORED) return source;
  await connection.run(`CREATE TEMP TABLE ${scan.id}_rows AS ${source}`);
  return `SELECT * FROM ${scan.id}_rows`;
}

async function loadText(connection: DuckDBConnection, scan: JobScan): Promise<string> {
  const needed = scan.columns.filter((column) => column.needed);
  const name = `${scan.id}_rows`;
  await fill(
    connection,
    { name, columns: needed, extra: needed.length === 0 ? "nothing BOOLEAN" : "" },
    iterateTextRows(scan, needed),
  );
  return `SELECT * FROM ${name}`;
}

const formatEmptySource = (scan: JobScan): string =>
  `SELECT ${scan.columns.map(({ name, type }) => `CAST(NULL AS ${getStorageType(type)}) AS ${toSqlName(name)}`).join(", ")} WHERE false`;

function* iterateTextRows(scan: JobScan, needed: readonly JobColumn[]): Generator<DuckDBValue[]> {
  const data = listDataColumns(scan);
  const others = needed.filter(({ comesFrom }) => comesFrom !== "data");
  const positions = needed.map((column) =>
    column.comesFrom === "data" ? data.indexOf(column) : data.length + others.indexOf(column),
  );
  for (const file of scan.files) {
    const shared = listOtherValues(scan, others, file);
    for (const row of iterateFileRows(scan, file, data)) {
      if (needed.length === 0) yield [null];
      else
        yield positions.map(
          (position) => (position < data.length ? row[position] : shared[position - data.length]) ?? null,
        );
    }
  }
}

function iterateFileRows(
  { format, columns: all }: JobScan,
  file: JobFile,
  columns: readonly JobColumn[],
): Iterable<readonly DuckDBValue[]> {
  switch (format.is) {
    case "openx":
      return readOpenx(file, columns, format);
    case "hive-json":
      return readHiveJson(
        file,
        all.filter(({ comesFrom }) => comesFrom === "data"),
        format,
      );
    case "csv":
      return readCsv(file, columns, format);
    case "delimited":
      return readDelimited(file, columns, format);
    default:
      throw new Error(`${format.is} is not text`);
  }
}

/**
 * The values of the columns that are not in the file's rows: those of its partition's keys, and those that describe the
 * object.
 */
function listOtherValues({ partitions }: JobScan, columns: readonly JobColumn[], file: JobFile): DuckDBValue[] {
  return columns.map(({ name, comesFrom, position, hive }) => {
    if (comesFrom === "object")
      return name === "$path" ? file.uri : name === "$file_size" ? BigInt(file.size) : BigInt(file.modifiedAt);
    const text = partitions[file.partition]?.[position] ?? null;
    if (text === null) return null;
    const value = parseScalar(text, hive);
    if (value === undefined)
      throw new JobFault(
        "HIVE_INVALID_PARTITION_VALUE",
        `Invalid partition value '${text}' for ${hive.kind.toUpperCase()} partition key: ${name}`,
      );
    return value;
  });
}

interface NewTable {
  readonly name: string;
  readonly columns: readonly JobColumn[];
  /** The declaration of one more column at the end; empty for none. */
  readonly extra: string;
}

/** Fills a new table. The time at which an object was stored is kept as milliseconds, and becomes a time in a view. */
async function fill(
  connection: DuckDBConnection,
  { name, columns, extra }: NewTable,
  rows: Iterable<DuckDBValue[]>,
): Promise<void> {
  const raw = columns.some(({ type }) => isZoned(type)) ? `${name}_raw` : name;
  const declared = columns.map(
    ({ name: column, type }) => `${toSqlName(column)} ${isZoned(type) ? "BIGINT" : getStorageType(type)}`,
  );
  await connection.run(`CREATE TEMP TABLE ${raw} (${[...declared, ...(extra === "" ? [] : [extra])].join(", ")})`);
  await append(connection, raw, rows);
  if (raw === name) return;
  const replaced = columns
    .filter(({ type }) => isZoned(type))
    .map(
      ({ name: column }) =>
        `struct_pack(u := make_timestamp_ms(${toSqlName(column)}), z := 'UTC') AS ${toSqlName(column)}`,
    );
  await connection.run(`CREATE TEMP VIEW ${name} AS SELECT * REPLACE (${replaced.join(", ")}) FROM ${raw}`);
}

async function append(connection: DuckDBConnection, table: string, rows: Iterable<DuckDBValue[]>): Promise<void> {
  const { DuckDBDataChunk } = await import("@duckdb/node-api");
  const types = await listTableTypes(connection, table);
  const appender = await connection.createAppender(table);
  let chunk: DuckDBValue[][] = [];
  const flush = (): void => {
    const data = DuckDBDataChunk.create(types, chunk.length);
    data.setRows(chunk);
    appender.appendDataChunk(data);
    chunk = [];
  };
  for (const row of rows) {
    chunk.push(row);
    if (chunk.length === CHUNK) flush();
  }
  if (chunk.length > 0) flush();
  appender.closeSync();
}

async function listTableTypes(connection: DuckDBConnection, table: string): Promise<DuckDBType[]> {
  const result = await connection.run(`SELECT * FROM ${table} LIMIT 0`);
  return result.columnTypes();
}
