import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The application's settings are for SQL, but its runtime is Flink. */
  "another-runtime": {
    fails: ["is an application in SQL"],
    changes: [["SQL-1_0", "FLINK-1_20"]],
  },
  /** The name prefix ends in _001, which the service appends itself. */
  "number-in-the-prefix": {
    fails: ["calls it SOURCE_SQL_STREAM_001 in the application"],
    changes: [["SOURCE_SQL_STREAM", "SOURCE_SQL_STREAM_001"]],
  },
  /** A name where AWS wants an ARN, so AWS refuses the application. The runtime and the prefix are right all the same. */
  "name-instead-of-the-arn": {
    fails: ["reads your stream"],
    isAlwaysJudged: true,
    changes: [["ResourceARN: STREAM_ARN", 'ResourceARN: "people-stream"']],
  },
};
