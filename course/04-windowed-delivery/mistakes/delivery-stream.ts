import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The error prefix is the Firehose's name without a slash, so failed records get no folder. */
  "failures-without-a-folder": {
    fails: ["takes the two prefixes"],
    changes: [["ErrorOutputPrefix: ERROR_PREFIX", "ErrorOutputPrefix: FIREHOSE"]],
  },
  /** The buffering interval is five minutes instead of one. */
  "five-minutes": {
    fails: ["writes after 60 seconds"],
    changes: [["IntervalInSeconds: 60", "IntervalInSeconds: 300"]],
  },
  /** The input stream is left out of the new template, so CloudFormation deletes it. */
  "input-stream-left-out": {
    fails: ["keeps the stream of events"],
    changes: [["      InputStream: INPUT_RESOURCE,\n", ""]],
  },
  /** The Firehose reads the raw events instead of the aggregates. */
  "reads-the-input-stream": {
    fails: ["reads stream I"],
    changes: [['["OutputStream", "Arn"]', '["InputStream", "Arn"]']],
  },
  /** The template has no resource called Bucket. */
  "resource-that-is-not-there": {
    fails: [
      "reads stream I",
      "writes to bucket O",
      "switches dynamic partitioning on",
      "writes after 60 seconds",
      "takes the two prefixes",
    ],
    changes: [['["OutputBucket", "Arn"]', '["Bucket", "Arn"]']],
  },
};
