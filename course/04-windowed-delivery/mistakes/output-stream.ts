import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The output stream has the input stream's name, but a name can exist only once. */
  "stream-of-the-same-name": {
    fails: ["creates the stream for aggregates"],
    changes: [["OUTPUT_STREAM", "INPUT_STREAM"]],
  },
  /** The property is called StreamName, as in the API, so CloudFormation refuses it. */
  "stream-property-misspelled": {
    fails: ["creates the stream for aggregates"],
    isAlwaysJudged: true,
    changes: [["Name: OUTPUT_STREAM", "StreamName: OUTPUT_STREAM"]],
  },
  /** The stream has two shards, which cost twice as much as one. */
  "stream-of-two-shards": {
    fails: ["gives it one shard"],
    changes: [["ShardCount: 1", "ShardCount: 2"]],
  },
};
