import { createRequire } from "node:module";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDuckDb, toSqlString } from "../cloud/columnar/duckdb";
import { COLUMNS } from "./firehose-load";

/** The number of records that jq gets at once; more of them are not faster. */
const AT_ONCE = 500;
const DUCK_TYPES: Readonly<Record<string, string>> = {
  string: "VARCHAR",
  bigint: "BIGINT",
  double: "DOUBLE",
  "array<int>": "INTEGER[]",
};

/** Times jq on its own: the concatenated records (as bytes, which jq reads faster than a string), and the query. @returns records a second */
export async function measureJqAlone(records: readonly string[], query: string): Promise<number> {
  const jq = (await createRequire(new URL("../cloud/", import.meta.url))("jq-web")) as {
    requestRaw(input: Uint8Array, program: string, flags: readonly string[]): string;
  };
  const began = performance.now();
  for (let from = 0; from < records.length; from += AT_ONCE)
    jq.requestRaw(Buffer.from(records.slice(from, from + AT_ONCE).join("\n")), query, ["-c"]);
  return records.length / ((performance.now() - began) / 1000);
}

/** Times DuckDB on its own: it copies a file of the records to Parquet. @returns records a second */
export async function copyAlone(records: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "labs-bench-"));
  const [from, to] = [join(folder, "records.ndjson"), join(folder, "records.parquet")];
  writeFileSync(from, records.join("\n"));
  const duckdb = await openDuckDb({ threads: 1, memoryMiB: 512, tempFolder: folder });
  const columns = Object.entries(COLUMNS)
    .map(([name, type]) => `${name}: ${toSqlString(DUCK_TYPES[type] ?? type)}`)
    .join(", ");
  const connection = await duckdb.connect();
  const began = performance.now();
  await connection.run(
    `COPY (SELECT * FROM read_json(${toSqlString(from)}, format = 'newline_delimited', columns = {${columns}})) TO ${toSqlString(to)} (FORMAT parquet, COMPRESSION snappy)`,
  );
  const seconds = (performance.now() - began) / 1000;
  duckdb.close();
  rmSync(folder, { recursive: true });
  return records.length / seconds;
}
