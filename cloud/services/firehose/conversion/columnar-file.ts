import { rmSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { openDuckDb, sqlName, sqlPath, sqlString, type DuckDb } from "../../../columnar/duckdb";
import type { Orc } from "../../../columnar/orc";
import type { HiveType, PlainType } from "../../glue/hive-type";
import { rowName } from "./row-reader";
import type { Schema } from "./schema";
import type { OrcOutput, ParquetOutput } from "./settings";

/** Rows to be written as one file. */
export interface RowFile {
  /** Files of the rows that a RowReader made, in their order, none much larger than ROW_FILE_BYTES. */
  readonly paths: readonly string[];
  /** No row is longer. */
  readonly longestBytes: number;
  readonly schema: Schema;
}

const PLAIN: Readonly<Record<PlainType, string>> = {
  boolean: "BOOLEAN", tinyint: "TINYINT", smallint: "SMALLINT", int: "INTEGER", bigint: "BIGINT", float: "FLOAT", double: "DOUBLE",
  string: "VARCHAR", binary: "BLOB", date: "DATE", timestamp: "TIMESTAMP",
};

/** A column's type in DuckDB's words. */
export function duckType(type: HiveType): string {
  switch (type.kind) {
    case "decimal": return `DECIMAL(${type.precision},${type.scale})`;
    case "char":
    case "varchar": return "VARCHAR";
    case "array": return `${duckType(type.item)}[]`;
    case "map": return `MAP(${duckType(type.key)},${duckType(type.value)})`;
    case "struct": return `STRUCT(${type.fields.map((field) => `${sqlName(field.name)} ${duckType(field.type)}`).join(",")})`;
    default: return PLAIN[type.kind];
  }
}

/** Row groups are no larger, whatever the block size: DuckDB holds a whole one in memory. A block is never smaller. */
const GROUP_SIZE = "8MB";
/** DuckDB holds what it reads from a file at once several times over, up to 32 MiB: smaller files keep that small. */
export const ROW_FILE_BYTES = 2 * 1024 * 1024;
/** DuckDB reads with buffers of twice the longest row, at least of this. */
const SMALLEST_READ_BYTES = 1024 * 1024;
/** A buffer of 32 MiB to read JSON, whatever the file's size, and what rows of a megabyte each need to be written. */
const LEAST_MIB = 80;
/** Each column, nested ones included, has buffers of its own. */
const COLUMN_MIB = 0.2;

/** What DuckDB may hold in memory while it writes rows of a schema, in MiB. Measured with up to 1,400 nested columns. */
export const writingMiB = ({ columns }: Schema): number => LEAST_MIB + Math.ceil(COLUMN_MIB * columns.reduce((sum, { type }) => sum + typesIn(type), 0));

/** Sets memory aside. @param mebibytes what is wanted @returns what there is at most, and how to give it back */
export type MemoryShare = (mebibytes: number) => { readonly mebibytes: number; readonly release: () => void };

/** Writes columnar files: Parquet by DuckDB, ORC by pyarrow from Parquet. One after another, so that memory stays bounded. */
export class ColumnarFiles {
  readonly #orc: Orc;
  readonly #reserve: MemoryShare;
  readonly #tempFolder: string;
  #duckdb: Promise<Writer> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @param tempFolder for what DuckDB cannot hold in memory */
  constructor(orc: Orc, { reserve, tempFolder }: { readonly reserve: MemoryShare; readonly tempFolder: string }) {
    this.#orc = orc;
    this.#reserve = reserve;
    this.#tempFolder = tempFolder;
  }

  /** @throws OrcUnavailable if this machine cannot write ORC */
  async checkOrc(): Promise<void> {
    await this.#orc.ready();
  }

  /** Writes rows to a file of its own. @throws OrcUnavailable, or the disk's errors in DuckDB's words */
  write(rows: RowFile, output: ParquetOutput | OrcOutput, to: string): Promise<void> {
    const written = this.#last.then(() => (output.kind === "parquet" ? this.#parquet(rows, parquetOptions(output), to) : this.#writeOrc(rows, output, to)));
    this.#last = written.catch(() => undefined);
    return written;
  }

  /** Gives the memory back. What is being written is finished first. */
  async close(): Promise<void> {
    await this.#last;
    const open = this.#duckdb;
    this.#duckdb = undefined;
    await open?.then(({ duckdb }) => duckdb.close(), () => undefined);
    await this.#orc.close();
  }

  async #writeOrc(rows: RowFile, output: OrcOutput, to: string): Promise<void> {
    const between = `${to}.parquet`;
    try {
      await this.#parquet(rows, `COMPRESSION snappy, ${WITHOUT_DICTIONARY}`, between);
      await this.#orc.write(between, to, {
        compression: ({ NONE: "uncompressed", ZLIB: "zlib", SNAPPY: "snappy" } as const)[output.compression],
        file_version: output.formatVersion === "V0_11" ? "0.11" : "0.12", stripe_size: output.stripeBytes, row_index_stride: output.rowIndexStride,
        padding_tolerance: output.paddingTolerance, dictionary_key_size_threshold: output.dictionaryThreshold,
        ...(output.bloomFilterColumns.length === 0 ? {} : { bloom_filter_columns: orcNumbers(rows.schema, output.bloomFilterColumns), bloom_filter_fpp: output.bloomFilterFpp }),
      });
    } finally {
      rmSync(between, { force: true });
    }
  }

  async #parquet({ paths, longestBytes, schema }: RowFile, options: string, to: string): Promise<void> {
    const { columns } = schema;
    const { mebibytes, release } = this.#reserve(writingMiB(schema));
    try {
      this.#duckdb ??= newWriter(this.#tempFolder);
      const writer = await this.#duckdb;
      await limit(writer, mebibytes);
      const types = columns.map(({ type }, index) => `${rowName(index)}: ${sqlString(duckType(type))}`).join(", ");
      const names = columns.map(({ name }, index) => `${rowName(index)} AS ${sqlName(name)}`).join(", ");
      await writer.connection.run(`COPY (SELECT ${names} FROM read_json([${paths.map(sqlPath).join(", ")}], format = 'newline_delimited', columns = {${types}}, maximum_object_size = ${Math.max(SMALLEST_READ_BYTES, longestBytes)})) TO ${sqlString(to)} (FORMAT parquet, ROW_GROUP_SIZE_BYTES ${sqlString(GROUP_SIZE)}, ${options})`);
    } finally {
      release();
    }
  }
}

/** A DuckDB with one connection, since it writes one file at a time. */
interface Writer {
  readonly duckdb: DuckDb;
  readonly connection: DuckDBConnection;
  memoryMiB: number;
}

async function newWriter(tempFolder: string): Promise<Writer> {
  const duckdb = await openDuckDb({ threads: 1, memoryMiB: LEAST_MIB, tempFolder });
  const connection = await duckdb.connect();
  // One thread keeps the order all the same, and without the promise groups can be cut by their size.
  await connection.run("SET preserve_insertion_order = false");
  return { duckdb, connection, memoryMiB: LEAST_MIB };
}

async function limit(writer: Writer, mebibytes: number): Promise<void> {
  if (writer.memoryMiB === mebibytes) return;
  await writer.connection.run(`SET memory_limit = '${mebibytes}MiB'`);
  writer.memoryMiB = mebibytes;
}

const WITHOUT_DICTIONARY = "DICTIONARY_SIZE_LIMIT 0";

const parquetOptions = ({ compression, usesDictionary, writerVersion }: ParquetOutput): string => [
  `COMPRESSION ${compression.toLowerCase()}`,
  `PARQUET_VERSION ${writerVersion}`,
  ...(usesDictionary ? [] : [WITHOUT_DICTIONARY]),
].join(", ");

/** The numbers of columns as ORC counts them: the table is 0, and each nested type counts too. */
function orcNumbers({ columns }: Schema, names: readonly string[]): readonly number[] {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  const found: number[] = [];
  let number = 1;
  for (const { name, type } of columns) {
    if (wanted.has(name.toLowerCase())) found.push(number);
    number += typesIn(type);
  }
  return found;
}

function typesIn(type: HiveType): number {
  switch (type.kind) {
    case "array": return 1 + typesIn(type.item);
    case "map": return 1 + typesIn(type.key) + typesIn(type.value);
    case "struct": return 1 + type.fields.reduce((sum, field) => sum + typesIn(field.type), 0);
    default: return 1;
  }
}
