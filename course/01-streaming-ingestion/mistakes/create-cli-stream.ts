import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The name is typed instead of taken from the constant, and mistyped. */
  "cli-stream-of-another-name": {
    fails: ["creates the stream", "gives the stream its number of shards"],
    answer: ['await createKinesisDataStream({ streamName: "de-c2w2lab1-kinesis-data-stream_cli", shardCount: 2 });'],
  },
  /** One shard is enough for the data, but the exercise requires two. */
  "cli-stream-of-one-shard": {
    fails: ["gives the stream its number of shards"],
    answer: ["await createKinesisDataStream({ streamName: CLI_STREAM, shardCount: 1 });"],
  },
};
