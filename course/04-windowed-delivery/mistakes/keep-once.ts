import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** One of the eight columns is left out. */
  "windows-without-average": {
    fails: ["loses no window"],
    changes: [
      ["DISTINCT *", "DISTINCT componentName, metricName, unit, minValue, maxValue, fromTimestamp, toTimestamp"],
    ],
  },
  /** A window that was there once is left out. */
  "only-what-came-twice": {
    fails: ["loses no window"],
    changes: [
      [
        "DISTINCT * FROM ${source}",
        "componentName, metricName, unit, minValue, maxValue, avg, fromTimestamp, toTimestamp FROM ${source} GROUP BY componentName, metricName, unit, minValue, maxValue, avg, fromTimestamp, toTimestamp HAVING count(*) > 1",
      ],
    ],
  },
  /** The new table is JSON, as the old one. */
  "windows-as-json": {
    fails: ["stores them as Parquet, in the folder"],
    changes: [["PARQUET", "JSON"]],
  },
  /** Windows of the same times count as the same, whatever else they say. */
  "windows-by-their-times": {
    fails: ["loses no window"],
    changes: [
      [
        "DISTINCT * FROM ${source}",
        "componentName, metricName, max(unit) AS unit, max(minValue) AS minValue, max(maxValue) AS maxValue, max(avg) AS avg, fromTimestamp, toTimestamp FROM ${source} GROUP BY componentName, metricName, fromTimestamp, toTimestamp",
      ],
    ],
  },
  /** Every row is copied. */
  "windows-copied": {
    fails: ["keeps each window once"],
    changes: [["SELECT DISTINCT *", "SELECT *"]],
  },
  /** No folder is named. */
  "windows-where-athena-likes": {
    fails: ["stores them as Parquet, in the folder"],
    changes: [[", external_location = '${folder}'", ""]],
  },
  /** The old table is deleted once the new one exists. */
  "old-table-dropped": {
    fails: ["leaves the old table as it is"],
    answer: [
      "const sql = `CREATE TABLE ${target} WITH (format = 'PARQUET', external_location = '${folder}') AS SELECT DISTINCT * FROM ${source}`;",
      "await runQuery({ ...ATHENA, sql });",
      "await runQuery({ ...ATHENA, sql: `DROP TABLE ${source}` });",
    ],
    isAlwaysJudged: true,
  },
};
