// DuckDB called directly, in its own process: it makes the contents of objects, and is the ceiling of Athena's engine.
//   contents FORMAT COUNT ROWS     writes so many different contents as JSON, each in base64
//   query FORMAT FOLDER ROUNDS     writes the milliseconds of each run over the folder's files, and the rows of the last one
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { DuckDBInstance } from "@duckdb/node-api";

const [task, format, first = "", second = ""] = process.argv.slice(2);
const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
const connection = await instance.connect();

/** @param {number} variant */
async function createContent(variant) {
  const rows = Array.from({ length: Number(second) }, (_, row) => ({
    station_id: String(row),
    tank_level: String(100 + ((variant * 37 + row * 91) % 900)),
    event_timestamp: 1_900_000_000 + variant * 60 + row,
  }));
  if (format === "json") return Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  const folder = mkdtempSync(join(tmpdir(), "bench-athena-"));
  const values = rows.map((row) => `('${row.station_id}', '${row.tank_level}', ${row.event_timestamp}::BIGINT)`);
  const table = `(VALUES ${values.join(", ")}) AS t(station_id, tank_level, event_timestamp)`;
  await connection.run(`COPY (SELECT * FROM ${table}) TO '${folder}/a.parquet' (FORMAT parquet)`);
  const bytes = readFileSync(join(folder, "a.parquet"));
  rmSync(folder, { recursive: true });
  return bytes;
}

async function measureQuery() {
  const files = readdirSync(first).flatMap((day) =>
    readdirSync(join(first, day)).map((name) => join(first, day, name)),
  );
  const list = `[${files.map((file) => `'${file}'`).join(", ")}]`;
  const partitions = "hive_partitioning = true, hive_types = {day: 'VARCHAR'}";
  const source =
    format === "json"
      ? `read_json(${list}, format = 'newline_delimited', columns = {station_id: 'VARCHAR', tank_level: 'VARCHAR', event_timestamp: 'BIGINT'}, ${partitions})`
      : `read_parquet(${list}, ${partitions})`;
  const ms = [];
  /** @type {unknown[]} */
  let rows = [];
  while (ms.length < Number(second)) {
    const began = performance.now();
    const result = await connection.runAndReadAll(
      `SELECT day, count(*), max(event_timestamp) FROM ${source} WHERE tank_level < '200' GROUP BY day ORDER BY day`,
    );
    rows = result.getRowsJson();
    ms.push(performance.now() - began);
  }
  return { ms, rows };
}

/** @type {string[]} */
const contents = [];
if (task === "contents")
  for (let variant = 0; variant < Number(first); variant += 1)
    contents.push((await createContent(variant)).toString("base64"));
console.log(JSON.stringify(task === "contents" ? contents : await measureQuery()));
