import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** Each Firehose writes to the other one's bucket. */
  "buckets-swapped": {
    fails: [
      "lets the USA Firehose write to the USA bucket",
      "delivers a record of the USA stream",
      "lets the international Firehose write to the international bucket",
      "delivers a record of the international stream",
    ],
    changes: [
      ["USA_DATA_STREAM,\n  bucketName: USA_BUCKET", "USA_DATA_STREAM,\n  bucketName: INTERNATIONAL_BUCKET"],
      [
        "INTERNATIONAL_DATA_STREAM,\n  bucketName: INTERNATIONAL_BUCKET",
        "INTERNATIONAL_DATA_STREAM,\n  bucketName: USA_BUCKET",
      ],
    ],
  },
  /** A given line is changed: errors go to a log group that does not exist. */
  "given-line-changed": {
    fails: ["keeps the given settings of the USA Firehose"],
    changes: [["de-c2w2lab1-firehose-usa-log-group", "de-c2w2lab1-firehose-log-group"]],
  },
  /** A name that doesn't exist, in the first call: the cell doesn't start. The second call is right. */
  "usa-stream-without-its-name": {
    fails: [
      "lets the USA Firehose read the USA stream",
      "lets the USA Firehose write to the USA bucket",
      "keeps the given settings of the USA Firehose",
      "delivers a record of the USA stream",
    ],
    changes: [["streamName: USA_DATA_STREAM", "streamName: USA_STREAM"]],
    isAlwaysJudged: true,
  },
  /** Each Firehose reads the other one's stream. */
  "streams-swapped": {
    fails: [
      "lets the USA Firehose read the USA stream",
      "delivers a record of the USA stream",
      "lets the international Firehose read the international stream",
      "delivers a record of the international stream",
    ],
    changes: [
      ["USA_DATA_STREAM,\n  bucketName: USA_BUCKET", "INTERNATIONAL_DATA_STREAM,\n  bucketName: USA_BUCKET"],
      [
        "INTERNATIONAL_DATA_STREAM,\n  bucketName: INTERNATIONAL_BUCKET",
        "USA_DATA_STREAM,\n  bucketName: INTERNATIONAL_BUCKET",
      ],
    ],
  },
  /** The second call was copied from the first, and only its bucket was changed. */
  "usa-stream-into-both": {
    fails: [
      "lets the international Firehose read the international stream",
      "delivers a record of the international stream",
    ],
    changes: [["INTERNATIONAL_DATA_STREAM", "USA_DATA_STREAM"]],
  },
};
