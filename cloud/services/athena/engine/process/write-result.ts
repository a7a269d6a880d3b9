import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { JobOutput, JobWritten } from "./job";

/** Writes a query's rows into files, a folder for each partition. */
export async function writeResult(connection: DuckDBConnection, sql: string, output: JobOutput): Promise<JobWritten[]> {
  await connection.run(`CREATE TEMP TABLE result_rows AS ${sql}`);
  throw new Error(`not yet ${output.folder} ${readdirSync(output.folder).map((name) => join(name)).join()}`);
}
