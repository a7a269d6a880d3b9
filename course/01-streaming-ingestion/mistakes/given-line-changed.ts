import type { Mistake } from "../../../grader/index";

/** A given line is changed: errors go to a log group that does not exist. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.create-firehoses",
  fails: ["keeps the given settings of the USA Firehose"],
  answer: [
    "await createKinesisFirehose({",
    '  firehoseName: "de-c2w2lab1-firehose-usa",',
    "  streamName: USA_DATA_STREAM,",
    "  bucketName: USA_BUCKET,",
    '  roleName: "de-c2w2lab1-firehose-role",',
    '  logGroup: "de-c2w2lab1-firehose-log-group",',
    '  logStream: "de-c2w2lab1-usa-firehose-log-stream",',
    "  accountId: ACCOUNT_ID,",
    "  region: AWS_DEFAULT_REGION,",
    "});",
    "await createKinesisFirehose({",
    '  firehoseName: "de-c2w2lab1-firehose-international",',
    "  streamName: INTERNATIONAL_DATA_STREAM,",
    "  bucketName: INTERNATIONAL_BUCKET,",
    '  roleName: "de-c2w2lab1-firehose-role",',
    '  logGroup: "de-c2w2lab1-firehose-international-log-group",',
    '  logStream: "de-c2w2lab1-international-firehose-log-stream",',
    "  accountId: ACCOUNT_ID,",
    "  region: AWS_DEFAULT_REGION,",
    "});",
  ],
};
