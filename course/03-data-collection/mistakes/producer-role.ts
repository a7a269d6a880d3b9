import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The role allows writing to every stream instead of one. */
  "every-stream": {
    fails: ["allows it for the one stream"],
    changes: [["${StreamName}", "*"]],
  },
  /** The role allows all actions: an intruder on the instance could delete all streams. */
  "everything-allowed": {
    fails: ["allows the one action that the producer calls", "allows it for the one stream"],
    answer: [
      "// The one action of Kinesis that the producer calls, and the one stream.",
      'Action: ["kinesis:*"],',
      'Resource: "*",',
    ],
  },
  /** The role allows PutRecord, but the producer calls PutRecords. */
  "one-record-at-a-time": {
    fails: ["allows the one action that the producer calls"],
    changes: [["PutRecords", "PutRecord"]],
  },
};
