import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** AWS refuses a name where the ARN belongs: the other two settings are right. */
  "firehose-by-name": {
    fails: ["sends to the Firehose"],
    isAlwaysJudged: true,
    changes: [["FIREHOSE_ARN", "FIREHOSE"]],
  },
  /** The rows are written as CSV, but the function and the table expect JSON. */
  "rows-as-csv": {
    fails: ["writes rows as JSON"],
    changes: [['"JSON"', '"CSV"']],
  },
  /** The output is connected to the source stream, so it would deliver all people. */
  "source-as-destination": {
    fails: ["connects DESTINATION_USER_DATA"],
    changes: [["DESTINATION_USER_DATA", "SOURCE_SQL_STREAM_001"]],
  },
  /** The output has the ARN of the data stream instead of the Firehose's. */
  "stream-for-firehose": {
    fails: ["sends to the Firehose"],
    changes: [["FIREHOSE_ARN", "STREAM_ARN"]],
  },
};
