/**
 * Lab 04's imports in addition to `./src/index`: `import { … } from "./src/windowed-delivery"`. Its own module, so that
 * other labs do not have to load the SDK's clients for CloudFormation and Athena.
 */
export { startApplicationIfPossible } from "./analytics/start-application-if-possible";
export { runQuery } from "./athena/run-query";
export { deleteApplication, describeApplication, stopApplication } from "./aws/analytics-application";
export { describeFirehose } from "./aws/describe-firehose";
export { deleteDatabase } from "./aws/delete-database";
export { deleteStack, deployStack, stackEvents, getStackStatus } from "./aws/deploy-stack";
export { listDeliveryCosts } from "./aws/list-delivery-costs";
export { createLabTags, tagList } from "./aws/lab-tags";
export { tryCreateFirehose } from "./aws/try-create-firehose";
export { readFailedRecords } from "./delivery/read-failed-records";
export { showMetricWindows } from "./display/show-metric-windows";
export { showPartitionTree } from "./display/show-partition-tree";
export { showWindowedDelivery } from "./display/show-windowed-delivery";
export { openFlinkIfThere } from "./flink/open-flink-if-there";
export { closingEvent, metricEvents } from "./generators/metric-events";
export type { MetricAggregate } from "./metrics/model/metric-aggregate";
export type { MetricEvent } from "./metrics/model/metric-event";
export { checkpointFile } from "./metrics/checkpoint-file";
export { countWindowsSql } from "./metrics/count-windows-sql";
export { parquetSinkSql } from "./parquet/parquet-sink-sql";
export { PARQUET_FOLDER, writeParquetByFlink } from "./parquet/write-parquet-by-flink";
export { showMetricQuestion } from "./metrics/metric-question";
export { showWindowTask } from "./metrics/window-task";
export { produceMetricEvents } from "./metrics/produce-metric-events";
export { testWindows } from "./metrics/test-windows";
export type { WindowCase } from "./metrics/window-case";
export { eventAt, windowOf } from "./metrics/window-case";
export { EXACT_WINDOWS, windowedMetricsSql } from "./metrics/windowed-metrics-sql";
export { drawVariantSeed } from "./exercises/draw-variant";
export { showModelAnswers, showQuiz } from "./quiz/show-quiz";
export { proveEmpty } from "./exam/demo-points";
export { writeDemoReport } from "./exam/write-demo-report";
