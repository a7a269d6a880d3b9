/**
 * The functions that a notebook about stream analytics imports beside `index.ts`: Apache Flink by SQL, and the windowed
 * metrics.
 */
export { showLive } from "./display/show-live";
export type { FlinkJob, FlinkSession } from "./flink/flink-session";
export { openFlink } from "./flink/flink-session";
export { kinesis } from "./flink/kinesis-options";
export { parquetFiles } from "./flink/parquet-files";
export { quoteIdentifier, sql } from "./flink/sql";
export { closingEvent, metricEvents } from "./generators/metric-events";
export { EXACT_WINDOWS, windowedMetricsSql } from "./metrics/windowed-metrics-sql";
export type { MetricAggregate } from "./metrics/model/metric-aggregate";
export type { MetricEvent } from "./metrics/model/metric-event";
export { putAll } from "./streaming/put-all";
