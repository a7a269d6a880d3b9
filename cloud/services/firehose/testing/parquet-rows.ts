import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDuckDb, toSqlString, type DuckDb } from "../../../columnar/duckdb";

/** One DuckDB for all tests of a process, closed by the end of the process: opening takes longer than reading. */
let opened: Promise<DuckDb> | undefined;

/** The rows of a Parquet file, as JSON values, in their order. */
export async function readParquetRows(content: Uint8Array): Promise<readonly Record<string, unknown>[]> {
  const folder = mkdtempSync(join(tmpdir(), "parquet-"));
  opened ??= openDuckDb();
  const connection = await (await opened).instance.connect();
  try {
    const path = join(folder, "one.parquet");
    writeFileSync(path, content);
    return (await connection.runAndReadAll(`SELECT * FROM read_parquet(${toSqlString(path)})`)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    rmSync(folder, { recursive: true });
  }
}
