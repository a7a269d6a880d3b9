/**
 * Lab 03's imports in addition to `./src/index`: `import { … } from "./src/data-collection"`. Its own module, so that
 * other labs do not have to load the SDK's clients for CloudFormation, Lambda and stream analytics.
 */
export {
  connectDestination,
  createAnalyticsApplication,
  deleteApplication,
  saveQuery,
} from "./aws/analytics-application";
export { discoverSchema, showRawAndFormatted } from "./analytics/discover-schema";
export { showTranslation } from "./analytics/show-translation";
export { startApplicationIfPossible } from "./analytics/start-application-if-possible";
export { subsetByHand } from "./analytics/subset-by-hand";
export { subsetFlinkSql } from "./analytics/subset-flink-sql";
export { deleteDatabase } from "./aws/delete-database";
export { deleteLogGroup } from "./aws/delete-log-group";
export { deleteStack } from "./aws/deploy-stack";
export { ignoreExisting } from "./aws/ignore-existing";
export { listCollection, logGroupOf } from "./aws/list-collection";
export { launchStack, reviewStack } from "./aws/review-stack";
export { sumMetric } from "./aws/sum-metric";
export { tryCreateFirehose } from "./aws/try-create-firehose";
export { readFailedRecords } from "./delivery/read-failed-records";
export { redriveFailedRecords } from "./delivery/redrive-failed-records";
export { showClicks, showSessions, storeClicks } from "./collection/clicks";
export { showConsoleOutput } from "./collection/console-output";
export { showMinimumAge, showWorkload } from "./collection/learner-numbers";
export { followMetric } from "./display/follow-metric";
export type { MetricQuestion } from "./display/follow-metric";
export { showCollection } from "./display/show-collection";
export { showPartitionTree } from "./display/show-partition-tree";
export { showShardCalculator } from "./display/show-shard-calculator";
export { openFlinkIfThere } from "./flink/open-flink-if-there";
export { bundleProgram } from "./functions/bundle-program";
export { deleteFunction } from "./functions/delete-function";
export { deployFunction } from "./functions/deploy-function";
export { testFunction } from "./functions/test-function";
export { createPartnerPeople } from "./generators/partner-people";
export { bigRecords, overloadStream, smallRecords } from "./streaming/overload-stream";
export { showQuiz } from "./quiz/show-quiz";
