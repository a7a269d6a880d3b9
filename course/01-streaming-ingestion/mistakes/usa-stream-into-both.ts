import type { Mistake } from "../../../grader/index";

/** The second call was copied from the first, and only its bucket was changed. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.create-firehoses",
  fails: [
    "lets the international Firehose read the international stream",
    "delivers a record of the international stream",
  ],
  answer: [
    "await createKinesisFirehose({",
    '  firehoseName: "de-c2w2lab1-firehose-usa",',
    "  streamName: USA_DATA_STREAM,",
    "  bucketName: USA_BUCKET,",
    '  roleName: "de-c2w2lab1-firehose-role",',
    '  logGroup: "de-c2w2lab1-firehose-usa-log-group",',
    '  logStream: "de-c2w2lab1-usa-firehose-log-stream",',
    "  accountId: ACCOUNT_ID,",
    "  region: AWS_DEFAULT_REGION,",
    "});",
    "await createKinesisFirehose({",
    '  firehoseName: "de-c2w2lab1-firehose-international",',
    "  streamName: USA_DATA_STREAM,",
    "  bucketName: INTERNATIONAL_BUCKET,",
    '  roleName: "de-c2w2lab1-firehose-role",',
    '  logGroup: "de-c2w2lab1-firehose-international-log-group",',
    '  logStream: "de-c2w2lab1-international-firehose-log-stream",',
    "  accountId: ACCOUNT_ID,",
    "  region: AWS_DEFAULT_REGION,",
    "});",
  ],
};
