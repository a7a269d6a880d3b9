import { rmSync } from "node:fs";
import { provideDuckDb } from "../../../../../foundation/columnar/find-duckdb";
import type { Orc } from "../../../../../foundation/columnar/orc";
import { ParquetWriter, countTypes, type MemoryShare, type RowFile } from "./parquet-writer";
import type { Schema } from "./schema";
import type { OrcOutput, ParquetOutput } from "./settings";

/** Writes columnar files: Parquet by DuckDB, ORC by pyarrow from Parquet. One file at a time, so that memory stays bounded. */
export class ColumnarFiles {
  readonly #orc: Orc;
  readonly #parquet: ParquetWriter;
  #last: Promise<unknown> = Promise.resolve();

  /** @param tempFolder where DuckDB puts data that exceeds its memory */
  constructor(orc: Orc, { reserve, tempFolder }: { readonly reserve: MemoryShare; readonly tempFolder: string }) {
    this.#orc = orc;
    this.#parquet = new ParquetWriter({ reserve, tempFolder });
  }

  /** Checks that this machine can write such files. @throws DuckDbUnavailable, OrcUnavailable */
  async checkAvailable(kind: "parquet" | "orc"): Promise<void> {
    await provideDuckDb();
    if (kind === "orc") await this.#orc.ensureStarted();
  }

  /** Writes rows to its own file. @throws OrcUnavailable, or an error of the disk in DuckDB's words */
  write(rows: RowFile, output: ParquetOutput | OrcOutput, to: string): Promise<void> {
    return this.#runInTurn(() =>
      output.kind === "parquet"
        ? this.#parquet.write(rows, formatParquetOptions(output), to)
        : this.#writeOrc(rows, output, to),
    );
  }

  /**
   * The Parquet file of at least one row, for rows that satisfy `isSmall`.
   *
   * @throws an error of the disk in DuckDB's words
   */
  writeSmallParquet(rows: Uint8Array, schema: Schema, output: ParquetOutput): Promise<Buffer> {
    return this.#runInTurn(() => this.#parquet.writeSmall(rows, schema, formatParquetOptions(output)));
  }

  /** Frees DuckDB's memory, after the file that is being written is finished. */
  async close(): Promise<void> {
    await this.#last;
    await this.#parquet.close();
    await this.#orc.close();
  }

  #runInTurn<T>(write: () => Promise<T>): Promise<T> {
    const written = this.#last.then(write);
    this.#last = written.catch(() => undefined);
    return written;
  }

  async #writeOrc(rows: RowFile, output: OrcOutput, to: string): Promise<void> {
    const between = `${to}.parquet`;
    try {
      await this.#parquet.write(rows, `COMPRESSION snappy, ${WITHOUT_DICTIONARY}`, between);
      await this.#orc.write(between, to, {
        compression: ({ NONE: "uncompressed", ZLIB: "zlib", SNAPPY: "snappy" } as const)[output.compression],
        file_version: output.formatVersion === "V0_11" ? "0.11" : "0.12",
        stripe_size: output.stripeBytes,
        row_index_stride: output.rowIndexStride,
        padding_tolerance: output.paddingTolerance,
        dictionary_key_size_threshold: output.dictionaryThreshold,
        ...(output.bloomFilterColumns.length === 0
          ? {}
          : {
              bloom_filter_columns: listOrcNumbers(rows.schema, output.bloomFilterColumns),
              bloom_filter_fpp: output.bloomFilterFpp,
            }),
      });
    } finally {
      rmSync(between, { force: true });
    }
  }
}

const WITHOUT_DICTIONARY = "DICTIONARY_SIZE_LIMIT 0";

const formatParquetOptions = ({ compression, usesDictionary, writerVersion }: ParquetOutput): string =>
  [
    `COMPRESSION ${compression.toLowerCase()}`,
    `PARQUET_VERSION ${writerVersion}`,
    ...(usesDictionary ? [] : [WITHOUT_DICTIONARY]),
  ].join(", ");

/** The numbers of columns as ORC counts types: the table is 0, and each nested type counts too. */
function listOrcNumbers({ columns }: Schema, names: readonly string[]): readonly number[] {
  const required = new Set(names.map((name) => name.toLowerCase()));
  const found: number[] = [];
  let number = 1;
  for (const { name, type } of columns) {
    if (required.has(name.toLowerCase())) found.push(number);
    number += countTypes(type);
  }
  return found;
}
