import { kinesis, type KinesisTable } from "../flink/kinesis-options";
import { sql, type Sql } from "../flink/sql";

/** The same application in Flink SQL: the tables to create, and the INSERT that runs for ever. */
export interface WindowedMetricsSql {
  readonly source: string;
  readonly sink: string;
  readonly windowSeconds?: number;
  /** How long the watermark waits for events that are out of order. */
  readonly delaySeconds?: number;
  /** Where to begin to read; `TRIM_HORIZON` by default. */
  readonly from?: KinesisTable["from"];
}

/**
 * Settings that make Flink produce exactly the results of the TypeScript application: the watermark moves with each
 * event, not five times a second, and an average is summed in the order of arrival. Without them a late event may still
 * be counted, depending on its arrival time.
 */
export const EXACT_WINDOWS: Readonly<Record<string, string>> = {
  "pipeline.auto-watermark-interval": "0 ms",
  "table.optimizer.agg-phase-strategy": "ONE_PHASE",
};

/** The columns of an aggregate, which both applications write. */
export const AGGREGATE_COLUMNS = sql`
  componentName STRING,
  metricName STRING,
  unit STRING,
  minValue DOUBLE,
  maxValue DOUBLE,
  \`avg\` DOUBLE,
  fromTimestamp STRING,
  toTimestamp STRING`;

/** @returns the statements that set `EXACT_WINDOWS`, the two tables, of events and of aggregates, the query that makes windows of events, and the statement that writes its rows for ever */
export function windowedMetricsSql({ source, sink, windowSeconds = 60, delaySeconds = 30, from }: WindowedMetricsSql): {
  readonly settings: readonly Sql[];
  readonly tables: readonly [events: Sql, aggregates: Sql];
  readonly select: Sql;
  readonly insert: Sql;
} {
  const events = sql`
CREATE TABLE metric_events (
  componentName STRING,
  metricName STRING,
  unit STRING,
  \`value\` DOUBLE,
  \`timestamp\` TIMESTAMP_LTZ(3),
  WATERMARK FOR \`timestamp\` AS \`timestamp\` - ${formatInterval(delaySeconds)}
) ${kinesis({ stream: source, ...(from === undefined ? {} : { from }) })}`;
  const aggregates = sql`
CREATE TABLE metric_aggregates (
  ${AGGREGATE_COLUMNS}
) ${kinesis({ stream: sink })}`;
  const select = sql`
SELECT
  componentName, metricName, unit, MIN(\`value\`) AS minValue, MAX(\`value\`) AS maxValue, AVG(\`value\`) AS \`avg\`,
  DATE_FORMAT(MIN(\`timestamp\`), ${ISO_8601}) AS fromTimestamp, DATE_FORMAT(MAX(\`timestamp\`), ${ISO_8601}) AS toTimestamp
FROM TABLE(TUMBLE(TABLE metric_events, DESCRIPTOR(\`timestamp\`), ${formatInterval(windowSeconds)}))
GROUP BY window_start, window_end, componentName, metricName, unit`;
  const settings = Object.entries(EXACT_WINDOWS).map(([name, value]) => sql`SET ${name} = ${value}`);
  return { settings, tables: [events, aggregates], select, insert: sql`INSERT INTO metric_aggregates\n${select}` };
}

/** Java's date pattern for a time such as `2021-09-09T12:15:02.001Z`. */
const ISO_8601 = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'";

/** Such as `INTERVAL '0 00:01:30' DAY TO SECOND`: in seconds alone an interval may have two digits. */
function formatInterval(seconds: number): Sql {
  const clock = new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19);
  return sql`INTERVAL ${`${Math.floor(seconds / 86_400)} ${clock}`} DAY TO SECOND`;
}
