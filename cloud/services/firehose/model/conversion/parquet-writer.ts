import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection, DuckDBPreparedStatement } from "@duckdb/node-api";
import { provideDuckDb } from "../../../../../foundation/columnar/find-duckdb";
import { openDuckDb, toSqlName, toSqlPath, toSqlString, type DuckDb } from "../../../../../foundation/columnar/duckdb";
import type { HiveType, PlainType } from "../../../../../foundation/columnar/hive-type";
import { getRowName } from "./row-reader";
import type { Schema } from "./schema";

/** Rows to be written as one file. */
export interface RowFile {
  /** Files of the rows that a RowReader made, in their order, none much larger than ROW_FILE_BYTES. */
  readonly paths: readonly string[];
  /** No row is longer than this. */
  readonly maxBytes: number;
  readonly schema: Schema;
}

const PLAIN: Readonly<Record<PlainType, string>> = {
  boolean: "BOOLEAN",
  tinyint: "TINYINT",
  smallint: "SMALLINT",
  int: "INTEGER",
  bigint: "BIGINT",
  float: "FLOAT",
  double: "DOUBLE",
  string: "VARCHAR",
  binary: "BLOB",
  date: "DATE",
  timestamp: "TIMESTAMP",
};

/** A column's type in DuckDB's SQL. */
function toDuckType(type: HiveType): string {
  switch (type.kind) {
    case "decimal":
      return `DECIMAL(${type.precision},${type.scale})`;
    case "char":
    case "varchar":
      return "VARCHAR";
    case "array":
      return `${toDuckType(type.item)}[]`;
    case "map":
      return `MAP(${toDuckType(type.key)},${toDuckType(type.value)})`;
    case "struct":
      return `STRUCT(${type.fields.map((field) => `${toSqlName(field.name)} ${toDuckType(field.type)}`).join(",")})`;
    default:
      return PLAIN[type.kind];
  }
}

/**
 * The largest row group, whatever the block size: DuckDB holds a whole group in memory, and Firehose's blocks are never
 * smaller.
 */
const GROUP_SIZE = "8MB";
/** DuckDB holds what it reads of a file at once several times over, up to 32 MiB: smaller files need less memory. */
export const ROW_FILE_BYTES = 2 * 1024 * 1024;
/** DuckDB reads with buffers of twice the longest row, but at least this. */
const SMALLEST_READ_BYTES = 1024 * 1024;
/** DuckDB's buffer of 32 MiB to read JSON, whatever the file's size, and what writing rows of a megabyte each takes. */
const MIN_MIB = 80;
/** Each column, nested ones included, takes buffers of this size. */
const COLUMN_MIB = 0.2;

/** The memory that DuckDB may use while it writes rows of a schema, in MiB. Measured with up to 1,400 nested columns. */
const estimateWritingMiB = (schema: Schema): number => MIN_MIB + Math.ceil(COLUMN_MIB * countColumns(schema));

/** Up to this many columns `small` takes no more memory than `write`; with 1,400 columns a quarter more, measured. */
const MAX_SMALL_COLUMNS = 200;
const MAX_SMALL_BYTES = 1024 * 1024;

/** Whether rows of this many bytes in all may be written by `small`. */
export const isSmall = (bytes: number, schema: Schema): boolean =>
  bytes <= MAX_SMALL_BYTES && countColumns(schema) <= MAX_SMALL_COLUMNS;

/**
 * Sets memory aside.
 *
 * @param mebibytes the wanted amount
 * @returns the amount that is granted, which may be less, and a function that gives it back
 */
export type MemoryShare = (mebibytes: number) => { readonly mebibytes: number; readonly release: () => void };

/** How many statements are kept ready; each holds the rows that it wrote last. */
const MAX_PREPARED = 4;

/** A DuckDB with one connection, since ParquetWriter writes one file at a time. */
interface Writer {
  readonly duckdb: DuckDb;
  readonly connection: DuckDBConnection;
  memoryMiB: number;
}

/** Writes Parquet by DuckDB. Not for several files at the same time. */
export class ParquetWriter {
  readonly #reserve: MemoryShare;
  readonly #tempFolder: string;
  /** Overwritten each time: to create and remove a file for each call takes longer. */
  readonly #smallFile: string;
  readonly #prepared = new Map<string, DuckDBPreparedStatement>();
  #writer: Promise<Writer> | undefined;

  /** @param tempFolder where DuckDB puts data that exceeds its memory */
  constructor({ reserve, tempFolder }: { readonly reserve: MemoryShare; readonly tempFolder: string }) {
    this.#reserve = reserve;
    this.#tempFolder = tempFolder;
    this.#smallFile = join(tempFolder, "small.parquet");
  }

  /** Writes a file. @param options of DuckDB's COPY statement */
  write({ paths, maxBytes, schema }: RowFile, options: string, to: string): Promise<void> {
    const types = schema.columns
      .map(({ type }, index) => `${getRowName(index)}: ${toSqlString(toDuckType(type))}`)
      .join(", ");
    const rows = `FROM read_json([${paths.map(toSqlPath).join(", ")}], format = 'newline_delimited', columns = {${types}}, maximum_object_size = ${Math.max(SMALLEST_READ_BYTES, maxBytes)})`;
    return this.#useWriter(schema, async ({ connection }) => {
      await connection.run(formatCopy(rows, schema, { path: to, options }));
    });
  }

  /**
   * The Parquet file of a few rows: made from memory, in half the time that reading them from files takes.
   * @param rows lines, at least one; `isSmall` says how many they may be
   * @param options of DuckDB's COPY statement
   */
  writeSmall(rows: Uint8Array, schema: Schema, options: string): Promise<Buffer> {
    return this.#useWriter(schema, async ({ connection }) => {
      const statement = await this.#prepareSmallCopy(connection, schema, options);
      // Without the last line feed, which would make `string_split` give an empty row.
      statement.bindBlob(1, rows.subarray(0, -1));
      await statement.run();
      return readFileSync(this.#smallFile);
    });
  }

  async close(): Promise<void> {
    const open = this.#writer;
    this.#writer = undefined;
    this.#prepared.clear();
    await open?.then(
      ({ duckdb }) => duckdb.close(),
      () => undefined,
    );
    rmSync(this.#smallFile, { force: true });
  }

  async #useWriter<T>(schema: Schema, use: (writer: Writer) => Promise<T>): Promise<T> {
    const { mebibytes, release } = this.#reserve(estimateWritingMiB(schema));
    try {
      this.#writer ??= createWriter(this.#tempFolder);
      const writer = await this.#writer;
      await limit(writer, mebibytes);
      return await use(writer);
    } finally {
      release();
    }
  }

  /** Prepared statements, since reading and planning the statement takes half of the time of a small file. */
  async #prepareSmallCopy(
    connection: DuckDBConnection,
    schema: Schema,
    options: string,
  ): Promise<DuckDBPreparedStatement> {
    const types = JSON.stringify(
      Object.fromEntries(schema.columns.map(({ type }, index) => [getRowName(index), toDuckType(type)])),
    );
    // Line by line, so that DuckDB holds only some of the rows as columns.
    const rows = `SELECT line.* FROM (SELECT from_json(unnest(string_split(decode($1::BLOB), chr(10))), ${toSqlString(types)}) AS line)`;
    const sql = formatCopy(rows, schema, { path: this.#smallFile, options: `USE_TMP_FILE false, ${options}` });
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    if (this.#prepared.size === MAX_PREPARED) {
      for (const statement of this.#prepared.values()) statement.destroySync();
      this.#prepared.clear();
    }
    const prepared = await connection.prepare(sql);
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}

/** @param rows a query whose columns are named as `getRowName` names them */
function formatCopy(
  rows: string,
  { columns }: Schema,
  { path, options }: { readonly path: string; readonly options: string },
): string {
  const names = columns.map(({ name }, index) => `${getRowName(index)} AS ${toSqlName(name)}`).join(", ");
  return `COPY (SELECT ${names} FROM (${rows})) TO ${toSqlString(path)} (FORMAT parquet, ROW_GROUP_SIZE_BYTES ${toSqlString(GROUP_SIZE)}, ${options})`;
}

async function createWriter(tempFolder: string): Promise<Writer> {
  const duckdb = await openDuckDb({ packages: await provideDuckDb(), threads: 1, memoryMiB: MIN_MIB, tempFolder });
  const connection = await duckdb.connect();
  // One thread keeps the order all the same, and without this setting row groups can be limited by their size.
  await connection.run("SET preserve_insertion_order = false");
  return { duckdb, connection, memoryMiB: MIN_MIB };
}

async function limit(writer: Writer, mebibytes: number): Promise<void> {
  if (writer.memoryMiB === mebibytes) return;
  await writer.connection.run(`SET memory_limit = '${mebibytes}MiB'`);
  writer.memoryMiB = mebibytes;
}

const countColumns = ({ columns }: Schema): number => columns.reduce((sum, { type }) => sum + countTypes(type), 0);

/** How many columns a type makes, nested ones and its own included. */
export function countTypes(type: HiveType): number {
  switch (type.kind) {
    case "array":
      return 1 + countTypes(type.item);
    case "map":
      return 1 + countTypes(type.key) + countTypes(type.value);
    case "struct":
      return 1 + type.fields.reduce((sum, field) => sum + countTypes(field.type), 0);
    default:
      return 1;
  }
}
