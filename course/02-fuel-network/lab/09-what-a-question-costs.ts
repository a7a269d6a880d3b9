// Lab 02, part 6: partitions and formats, measured.

import { runQuery, showBytesScanned, uploadFuelHistory } from "../../../src/fuel-network";
import { check, comparePrediction, predict, showTable } from "../../../src/index";
import { BUCKET, ATHENA } from "./01-opening";

// %% [markdown] id=part-6 tags=why
// ## 6. What a query costs
//
// Athena charges for the bytes it reads. Your data is sorted into folders and stored in Parquet, but does Athena benefit from both? You'll measure it: each query reports how many bytes
// it has read.

// %% [markdown] id=same-name-note tags=look
// ### 6.1 A name that is used twice
// The table `conversion_table` knows nothing about your folders: it treats all objects below `station-data/` alike. A query about station 9 reads everything. To use the
// folders, a table needs **partition keys**: columns whose values come from the folder instead of the file.
//
// But there is a problem. `station_id` is in the folder's name **and** in the file. Which of the two would a column `station_id` be? The next cell tries to create
// a table that has it as both.

// %% id=same-name tags=look
const TANK_COLUMNS = [1, 2, 3, 4, 5].map((n) => `fuel_tank${n}_level string`).join(", ");
const LOCATION = `s3://${BUCKET}/station-data/`;

await runQuery({
  ...ATHENA,
  sql: `CREATE EXTERNAL TABLE twice (station_id string, ${TANK_COLUMNS}, event_timestamp bigint)
        PARTITIONED BY (station_id string) STORED AS PARQUET LOCATION '${LOCATION}'`,
}).catch((error: unknown) => console.log(String(error)));

// %% [markdown] id=partitioned-table-do tags=do
// ### 6.2 A key with a name of its own
// You can't change the files. But the key can have any name, even one that differs from the folder's. So create a second table over the same files,
// `station_partitions`, with a **partition key** called `station` of the type `string`. Then say where each partition is: for station 9, it's the folder
// `station_id=9/` below `LOCATION`.
//
// The second statement runs once per station.

// %% id=partitioned-table exercise=02-fuel-network.partitioned-table
// ### START CODE HERE ### (~ 2 lines of code)
// "PARTITIONED BY (name type)" // @KEEP
const PARTITIONED_BY = "PARTITIONED BY (station string)"; // @REPLACE const PARTITIONED_BY = None;
// @KEEP
// The folder of a station's readings, as an address: s3://…/ // @KEEP
const stationFolder = (station: number) => `${LOCATION}station_id=${station}/`; // @REPLACE const stationFolder = (station: number) => None;
// ### END CODE HERE ###

await runQuery({
  ...ATHENA,
  sql: `CREATE EXTERNAL TABLE IF NOT EXISTS station_partitions
          (station_id string, ${TANK_COLUMNS}, event_timestamp bigint)
        ${PARTITIONED_BY} STORED AS PARQUET LOCATION '${LOCATION}'`,
});
for (const station of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
  await runQuery({
    ...ATHENA,
    sql: `ALTER TABLE station_partitions ADD IF NOT EXISTS
          PARTITION (station = '${station}') LOCATION '${stationFolder(station)}'`,
  });
}

// %% id=partitioned-table-check tags=check
await check("02-fuel-network.partitioned-table");

// %% [markdown] id=partitioned-table-stuck tags=stuck
// {{solution 02-fuel-network.partitioned-table}} A table can't have a partition key and a column with the same name, and `station_id` is already a column. So the key is called `station`, and each partition gives the address of its folder.

// %% [markdown] id=predicate-question tags=question
// ### Predict, then run
// Here is the same question for both tables: what is the highest level in tank 1 of station 9? The first condition is on a column in the files, the second on the partition key.
//
// **Will the second query read less? How many times less, with about a dozen stations?**

// %% id=predicate-predict tags=question
await predict("02-fuel-network.predicate", "?"); // a number: how many times less?

// %% id=predicate-question-run tags=question,varies
const HIGHEST = "SELECT max(CAST(fuel_tank1_level AS integer)) AS highest FROM";
const byColumn = await runQuery({ ...ATHENA, sql: `${HIGHEST} conversion_table WHERE station_id = '9'` });
const byPartition = await runQuery({ ...ATHENA, sql: `${HIGHEST} station_partitions WHERE station = '9'` });

showTable([...byColumn.rows, ...byPartition.rows]);
showBytesScanned([
  { query: "a column: station_id = '9'", bytesScanned: byColumn.bytesScanned },
  { query: "a partition: station = '9'", bytesScanned: byPartition.bytesScanned },
]);
await comparePrediction("02-fuel-network.predicate", Math.round(byColumn.bytesScanned / byPartition.bytesScanned));

// %% [markdown] id=predicate-question-answer tags=question
// <details>
// <summary>Answer</summary>
// Both give the same answer. The first query has to read the files of all stations, only to find that most of them don't match. The second reads only the folder of station 9: the
// more stations there are, the more it saves.
//
// You may have expected a factor of about 14, one for each reading, since each has a file of its own. It's about 27, because there's a second saving: **columns**. The first query reads two of them. It needs
// `station_id` to check its condition, and `fuel_tank1_level` for the answer. The second gets the station from the folder's name, so it reads only `fuel_tank1_level`. Fourteen files times two columns make 28,
// and the columns aren't all equally large. (Did you test the functions more often? Then there are more files, and your factor differs.)
//
// There is a disadvantage. The partitions are a list in the catalog, and someone has to keep it up to date. A station that you haven't added isn't found, although its files are there. Try
// it: query `station_partitions` for station 11.
//
// </details>

// %% [markdown] id=formats-note tags=look
// ### 6.3 Parquet or JSON?
// With a dozen readings it makes no difference, so you need more data. The next cell generates a week of readings: 10 stations, every
// 15 minutes, as JSON. Then Athena itself creates a copy in Parquet, partitioned by station, with one statement: `CREATE TABLE … AS SELECT`.

// %% id=history tags=do
const from = new Date("2026-05-01T00:00:00Z");
await uploadFuelHistory({ bucketName: BUCKET, prefix: "history/json/", seed: 1, days: 7, from });

await runQuery({
  ...ATHENA,
  sql: `CREATE EXTERNAL TABLE IF NOT EXISTS history_json
          (station_id string, ${TANK_COLUMNS}, event_timestamp bigint)
        ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
        LOCATION 's3://${BUCKET}/history/json/'`,
});

const copies = await runQuery({ ...ATHENA, sql: "SHOW TABLES 'history_parquet'" });
if (copies.rows.length === 0) {
  await runQuery({
    ...ATHENA,
    sql: `CREATE TABLE history_parquet
          WITH (format = 'PARQUET', external_location = 's3://${BUCKET}/history/parquet/',
                partitioned_by = ARRAY['station_id'])
          AS SELECT fuel_tank1_level, fuel_tank2_level, fuel_tank3_level, fuel_tank4_level,
                    fuel_tank5_level, event_timestamp, station_id
          FROM history_json`,
  });
}

// %% [markdown] id=formats-question tags=question
// ### Predict, then run
// Ask both: how often was tank 1 below 200? Each of these four queries reads less than the one before. **Which step saves the most, as a factor: the step to 2, to 3 or to 4?**
//
// 1. JSON, tank 1
// 2. Parquet, all tanks
// 3. Parquet, tank 1
// 4. Parquet, tank 1, station 9

// %% id=formats-predict tags=question
await predict("02-fuel-network.formats", "?"); // 2, 3 or 4

// %% id=formats-question-run tags=question,varies
const LOW = "SELECT count(*) AS low FROM";
const TANK_1 = "CAST(fuel_tank1_level AS integer) < 200";
const ANY_TANK = [1, 2, 3, 4, 5].map((n) => `CAST(fuel_tank${n}_level AS integer) < 200`).join(" OR ");
const questions = [
  ["JSON, tank 1", `${LOW} history_json WHERE ${TANK_1}`],
  ["Parquet, all tanks", `${LOW} history_parquet WHERE ${ANY_TANK}`],
  ["Parquet, tank 1", `${LOW} history_parquet WHERE ${TANK_1}`],
  ["Parquet, tank 1, station 9", `${LOW} history_parquet WHERE ${TANK_1} AND station_id = '9'`],
] as const;

const scans: { query: string; low: string | null; bytesScanned: number }[] = [];
for (const [query, sql] of questions) {
  const { rows: [answer], bytesScanned } = await runQuery({ ...ATHENA, sql });
  scans.push({ query, low: answer?.["low"] ?? null, bytesScanned });
}
showTable(scans, { columns: ["query", "low"] });
showBytesScanned(scans, { title: "The same data, read four ways" });
const factors = scans.slice(1).map(({ bytesScanned }, step) => (scans[step]?.bytesScanned ?? 0) / bytesScanned);
await comparePrediction("02-fuel-network.formats", factors.indexOf(Math.max(...factors)) + 2);

// %% [markdown] id=formats-question-answer tags=question
// <details>
// <summary>Answer</summary>
// The step to Parquet. Athena always reads JSON in full: to find tank 1, it has to scan every character. Parquet packs equal values together, and from it Athena reads only the columns that the query needs: that saves even more. With the partition, it reads
// those of one station. (Here the key can be called `station_id`, because the statement left that column out of the files.)
//
// For this small network, all four are below Athena's minimum of 10 MB per query. For ten thousand stations and ten years, the JSON would be about 0.6 TB. Then the first query would cost
// about 3 USD, and the last one still less than a cent. A planner asks 1,440 times a day.
//
// </details>
