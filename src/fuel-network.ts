/**
 * Lab 02's imports in addition to `./src/index`: `import { … } from "./src/fuel-network"`. Its own module, so that
 * other labs do not have to load the SDK's clients for Lambda, Athena and SQS.
 */
export { runQuery } from "./athena/run-query";
export { deleteAlarm } from "./aws/delete-alarm";
export { deleteFuelNetwork } from "./aws/delete-fuel-network";
export { deleteSchedule } from "./aws/delete-schedule";
export { describeFirehose } from "./aws/describe-firehose";
export { findAlarmState } from "./aws/find-alarm-state";
export { listFuelNetwork } from "./aws/list-fuel-network";
export { sumMetric } from "./aws/sum-metric";
export { tryCreateFirehose } from "./aws/try-create-firehose";
export { readFailedRecords } from "./delivery/read-failed-records";
export { showBytesScanned } from "./display/show-bytes-scanned";
export { showFuelNetwork } from "./display/show-fuel-network";
export { showPartitionTree } from "./display/show-partition-tree";
export { showTankLevels } from "./display/show-tank-levels";
export { showFaultyStation, showRetryDuration } from "./fuel/network-numbers";
export { endSilence, startSilence } from "./fuel/silent-planner";
export { deleteFunction } from "./functions/delete-function";
export { deployFunction } from "./functions/deploy-function";
export { invokeFunction } from "./functions/invoke-function";
export { testFunction } from "./functions/test-function";
export { connectNewStations } from "./generators/new-stations";
export { stationReading } from "./generators/station-reading";
export { uploadFuelHistory } from "./generators/upload-fuel-history";
export { countMessages } from "./queues/count-messages";
export { queueUrl } from "./queues/queue-url";
export { showQuiz } from "./quiz/show-quiz";
export { getCloudTime } from "./waiting/cloud-now";
