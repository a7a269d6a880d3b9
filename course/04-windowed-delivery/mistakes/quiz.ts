import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The answers name a queue as a destination of Firehose, and leave a question out. */
  "quiz-queue-as-destination": {
    fails: ["answers delivery-stream", "answers sources-and-sinks"],
    changes: [
      ['  "delivery-stream": "c",\n', ""],
      ['"sources-and-sinks": "abc"', '"sources-and-sinks": "abcd"'],
    ],
  },
  /** The answers take a delivery stream for a shard. */
  "quiz-shard-for-delivery-stream": {
    fails: ["answers delivery-stream"],
    changes: [['"delivery-stream": "c"', '"delivery-stream": "a"']],
  },
};
