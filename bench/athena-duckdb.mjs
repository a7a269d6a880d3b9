// DuckDB called directly, in its own process: it makes objects, and is the ceiling of Athena's engine.
//   make FORMAT FOLDER COUNT       writes so many files into folders by day, with 100 different contents
//   query FORMAT FOLDER ROUNDS     prints the milliseconds of each run over the folder's files, and the rows of the last one
import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { DuckDBInstance } from "@duckdb/node-api";

/** Rows in each object: about what Firehose delivers in a minute for a few stations. */
const ROWS = 20;
const VARIANTS = 100;
const [task, format = "", folder = "", count = ""] = process.argv.slice(2);
const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
const connection = await instance.connect();

async function makeObjects() {
  for (let n = 0; n < Number(count); n += 1) {
    const variant = n % VARIANTS;
    const day = join(folder, `day=${String(variant).padStart(3, "0")}`);
    const [first, file] = [join(day, `object-${variant}`), join(day, `object-${n}`)];
    mkdirSync(day, { recursive: true });
    if (n >= VARIANTS) copyFileSync(first, file);
    else
      await connection.run(
        `COPY (SELECT n::VARCHAR AS station_id, (100 + (${variant} * 37 + n * 91) % 900)::VARCHAR AS tank_level,
           1900000000 + ${variant} * 60 + n AS event_timestamp FROM range(${ROWS}) AS t(n)) TO '${file}' (FORMAT ${format})`,
      );
  }
}

async function measureQuery() {
  const files = readdirSync(folder).flatMap((day) =>
    readdirSync(join(folder, day)).map((name) => join(folder, day, name)),
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
  while (ms.length < Number(count)) {
    const began = performance.now();
    const result = await connection.runAndReadAll(
      `SELECT day, count(*), max(event_timestamp) FROM ${source} WHERE tank_level < '200' GROUP BY day ORDER BY day`,
    );
    rows = result.getRowsJson();
    ms.push(performance.now() - began);
  }
  return { ms, rows };
}

if (task === "make") await makeObjects();
else console.log(JSON.stringify(await measureQuery()));
