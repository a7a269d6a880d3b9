/**
 * The functions that a notebook imports: `import { … } from "./src/index"`.
 *
 * Each function has its own file, small enough to read. The functions use AWS only through its SDK, so that the
 * same notebook works with the lab cloud on your computer and with AWS.
 */
import "./running/notebook";

export { showCalls } from "./api-calls/show-calls";
export { accountId } from "./aws/account-id";
export { createKinesisDataStream } from "./aws/create-kinesis-data-stream";
export { createKinesisFirehose } from "./aws/create-kinesis-firehose";
export { createS3Bucket } from "./aws/create-s3-bucket";
export { deleteKinesisDataStream } from "./aws/delete-kinesis-data-stream";
export { deleteKinesisFirehose } from "./aws/delete-kinesis-firehose";
export { deleteS3Bucket } from "./aws/delete-s3-bucket";
export { isFirehoseReady } from "./aws/is-firehose-ready";
export { isStreamReady } from "./aws/is-stream-ready";
export { listResources } from "./aws/list-resources";
export { waitUntilDeleted } from "./aws/wait-until-deleted";
export { listDeliveredObjects } from "./delivery/list-delivered-objects";
export { readDeliveredRecords } from "./delivery/read-delivered-records";
export { readObject } from "./delivery/read-object";
export { splitJson } from "./delivery/split-json";
export { showCost } from "./display/show-cost";
export { showPipeline } from "./display/show-pipeline";
export { showRecordsPerMinute } from "./display/show-records-per-minute";
export { showTable } from "./display/show-table";
export { check } from "./exercises/check";
export { hint } from "./exercises/hint";
export { None } from "./exercises/none";
export { comparePrediction, predict } from "./exercises/predict";
export { sh } from "./running/sh";
export { showScript, startScript, stopScript } from "./running/start-script";
export { listStreamRecords } from "./streaming/list-stream-records";
export { advanceClock } from "./waiting/advance-clock";
export { waitUntil } from "./waiting/wait-until";
