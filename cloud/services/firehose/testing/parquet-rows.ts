import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDuckDb, sqlString } from "../../../columnar/duckdb";

/** The rows of a Parquet file, as JSON values, in their order. */
export async function parquetRows(content: Uint8Array): Promise<readonly Record<string, unknown>[]> {
  const folder = mkdtempSync(join(tmpdir(), "parquet-"));
  const duckdb = await openDuckDb();
  try {
    const path = join(folder, "one.parquet");
    writeFileSync(path, content);
    const connection = await duckdb.connect();
    return (await connection.runAndReadAll(`SELECT * FROM read_parquet(${sqlString(path)})`)).getRowObjectsJson();
  } finally {
    duckdb.close();
    rmSync(folder, { recursive: true });
  }
}
