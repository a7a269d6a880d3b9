/** Right answers to the query for Flink, in the form of `right-answers.ts`. */
export const flinkAnswers: readonly (readonly [says: string, exercise: string, answer: string])[] = [
  [
    "small letters, and other orders",
    "flink-windows",
    `const FLINK_WINDOWS: string = \`
select max(\\\`value\\\`) as highest, count(*) as events, componentName, window_start
from table(tumble(table metric_events, descriptor(\\\`timestamp\\\`), interval '4' minute))
where not metricName <> 'ram'
group by componentName, window_end, window_start;\`;`,
  ],
  [
    "an interval as in 6.1, a column in COUNT, and a variable",
    "flink-windows",
    `const FROM_WINDOWS = "FROM TABLE(TUMBLE(TABLE metric_events, DESCRIPTOR(\`timestamp\`), INTERVAL '0 00:04:00' DAY TO SECOND)) WHERE metricName IN ('ram')";
const FLINK_WINDOWS: string = "SELECT window_start, componentName, MAX(\`value\`) AS highest, COUNT(\`value\`) AS events " + FROM_WINDOWS + " GROUP BY window_start, window_end, componentName";`,
  ],
  [
    "named arguments, an alias, and a further column that has one value",
    "flink-windows",
    `const FLINK_WINDOWS: string = \`SELECT w.componentName, w.window_start, COUNT(*) AS events, MAX(w.\\\`value\\\`) AS highest
FROM TABLE(TUMBLE(DATA => TABLE metric_events, TIMECOL => DESCRIPTOR(\\\`timestamp\\\`), SIZE => INTERVAL '04:00' MINUTE TO SECOND)) AS w
WHERE w.metricName = 'ram'
GROUP BY w.window_start, w.window_end, w.componentName, w.metricName\`;`,
  ],
  [
    "a condition on groups, a pattern, and an interval in seconds",
    "flink-windows",
    `const FLINK_WINDOWS: string = \`SELECT componentName, window_start, CAST(COUNT(*) AS BIGINT) AS events, MAX(\\\`value\\\`) AS highest
FROM TABLE(TUMBLE(TABLE metric_events, DESCRIPTOR(\\\`timestamp\\\`), INTERVAL '240' SECOND(3)))
GROUP BY window_start, window_end, componentName, metricName
HAVING metricName LIKE 'r%'\`;`,
  ],
  [
    "windows after WITH",
    "flink-windows",
    `const FLINK_WINDOWS: string = \`WITH w AS (SELECT * FROM TABLE(TUMBLE(TABLE metric_events, DESCRIPTOR(\\\`timestamp\\\`), INTERVAL '4' MINUTES)) WHERE metricName = 'ram')
SELECT componentName, window_start, COUNT(*) AS events, MAX(\\\`value\\\`) AS highest FROM w GROUP BY window_start, window_end, componentName\`;`,
  ],
  [
    "the metric in the table of the windows, after WITH",
    "flink-windows",
    `const FLINK_WINDOWS: string = \`WITH ram AS (SELECT * FROM metric_events WHERE metricName = 'ram')
SELECT componentName, window_start, COUNT(*) AS events, MAX(\\\`value\\\`) AS highest
FROM TABLE(TUMBLE(TABLE ram, DESCRIPTOR(\\\`timestamp\\\`), INTERVAL '4' MINUTES)) GROUP BY window_start, window_end, componentName\`;`,
  ],
  [
    "windows in brackets",
    "flink-windows",
    `const FLINK_WINDOWS: string = \`SELECT componentName, window_start, COUNT(*) AS events, MAX(\\\`value\\\`) AS highest
FROM (SELECT * FROM TABLE(TUMBLE(TABLE metric_events, DESCRIPTOR(\\\`timestamp\\\`), INTERVAL '4' MINUTES))) AS t
WHERE t.metricName = 'ram' GROUP BY t.componentName, t.window_start, t.window_end\`;`,
  ],
  [
    "groups in brackets, and the table's catalog and database",
    "flink-windows",
    `const FLINK_WINDOWS: string = \`SELECT componentName, window_start, COUNT(*) AS events, MAX(\\\`value\\\`) AS highest
FROM TABLE(TUMBLE(TABLE \\\`default_catalog\\\`.\\\`default_database\\\`.\\\`metric_events\\\`, DESCRIPTOR(\\\`timestamp\\\`), INTERVAL '4' MINUTES))
WHERE metricName = 'ram' GROUP BY (window_start, window_end), (componentName)\`;`,
  ],
  [
    "the metric in small letters",
    "flink-windows",
    `const FLINK_WINDOWS: string = \`SELECT componentName, window_start, COUNT(*) AS events, MAX(\\\`value\\\`) AS highest
FROM TABLE(TUMBLE(TABLE metric_events, DESCRIPTOR(\\\`timestamp\\\`), INTERVAL '4' MINUTES))
WHERE LOWER(metricName) = 'ram' GROUP BY window_start, window_end, componentName\`;`,
  ],
];
