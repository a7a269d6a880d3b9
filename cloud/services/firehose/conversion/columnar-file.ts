import { rmSync } from "node:fs";
import { openDuckDb, sqlName, sqlPath, sqlString, type DuckDb } from "../../../columnar/duckdb";
import type { Orc } from "../../../columnar/orc";
import type { HiveType, PlainType } from "../../glue/hive-type";
import { rowName } from "./row-reader";
import type { Schema } from "./schema";
import type { OrcOutput, ParquetOutput } from "./settings";

/** Rows to be written as one file. */
export interface RowFile {
  /** A file of the rows that a RowReader made. */
  readonly path: string;
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

const MEBIBYTE = 1024 * 1024;
/** Row groups are no larger, whatever the block size: DuckDB holds a whole one in memory. A block is never smaller. */
const GROUP_SIZE = "8MB";
/** DuckDB reads with buffers of twice the longest row, at least of this. */
const SMALLEST_READ_BYTES = MEBIBYTE;
/** Of longer rows, it holds some 32 MiB several times over. */
const LONG_ROW_BYTES = 32 * 1024;
const LONG_ROWS_MIB = 96;
/** Each column, nested ones included, has buffers of its own. */
const COLUMN_MIB = 0.5;

/** Writes columnar files: Parquet by DuckDB, ORC by pyarrow from Parquet. One after another, so that memory stays bounded. */
export class ColumnarFiles {
  readonly #orc: Orc;
  readonly #memoryMiB: number;
  readonly #tempFolder: string;
  #duckdb: Promise<DuckDb> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @param memoryMiB what DuckDB may hold in memory; beyond it goes to `tempFolder` */
  constructor(orc: Orc, { memoryMiB, tempFolder }: { readonly memoryMiB: number; readonly tempFolder: string }) {
    this.#orc = orc;
    this.#memoryMiB = memoryMiB;
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
    await open?.then((duckdb) => duckdb.close(), () => undefined);
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

  async #parquet({ path, longestBytes, schema: { columns } }: RowFile, options: string, to: string): Promise<void> {
    const ofColumns = Math.ceil(COLUMN_MIB * columns.reduce((sum, { type }) => sum + typesIn(type), 0));
    const memoryMiB = this.#memoryMiB + ofColumns + (longestBytes > LONG_ROW_BYTES ? LONG_ROWS_MIB : 0);
    this.#duckdb ??= openDuckDb({ threads: 1, memoryMiB, tempFolder: this.#tempFolder });
    const connection = await (await this.#duckdb).instance.connect();
    try {
      // One thread keeps the order all the same, and without the promise groups can be cut by their size.
      await connection.run(`SET preserve_insertion_order = false; SET memory_limit = '${memoryMiB}MiB'`);
      const types = columns.map(({ type }, index) => `${rowName(index)}: ${sqlString(duckType(type))}`).join(", ");
      const names = columns.map(({ name }, index) => `${rowName(index)} AS ${sqlName(name)}`).join(", ");
      await connection.run(`COPY (SELECT ${names} FROM read_json(${sqlPath(path)}, format = 'newline_delimited', columns = {${types}}, maximum_object_size = ${Math.max(SMALLEST_READ_BYTES, longestBytes)})) TO ${sqlString(to)} (FORMAT parquet, ROW_GROUP_SIZE_BYTES ${sqlString(GROUP_SIZE)}, ${options})`);
    } finally {
      connection.closeSync();
    }
  }
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
