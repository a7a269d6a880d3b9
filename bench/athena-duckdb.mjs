// DuckDB called directly on files, in a process of its own: the ceiling for Athena's engine. Reads from its arguments
// which files to query, and how often; writes as JSON the milliseconds of each run, and the rows of the last run.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { DuckDBInstance } from "@duckdb/node-api";

const [folder = "", format = "json", rounds = "1"] = process.argv.slice(2);
const files = readdirSync(folder).flatMap((day) =>
  readdirSync(join(folder, day)).map((name) => join(folder, day, name)),
);
const list = `[${files.map((file) => `'${file}'`).join(", ")}]`;
const source =
  format === "json"
    ? `read_json(${list}, format = 'newline_delimited', columns = {station_id: 'VARCHAR', tank_level: 'VARCHAR', event_timestamp: 'BIGINT'}, hive_partitioning = true, hive_types = {day: 'VARCHAR'})`
    : `read_parquet(${list}, hive_partitioning = true, hive_types = {day: 'VARCHAR'})`;
const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
const connection = await instance.connect();
const ms = [];
/** @type {unknown[]} */
let rows = [];
for (let round = 0; round < Number(rounds); round += 1) {
  const began = performance.now();
  const result = await connection.runAndReadAll(
    `SELECT day, count(*), max(event_timestamp) FROM ${source} WHERE tank_level < '200' GROUP BY day ORDER BY day`,
  );
  rows = result.getRowsJson();
  ms.push(performance.now() - began);
}
console.log(JSON.stringify({ ms, rows }));
