import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The ids were copied from the table, so they are right in this one stream alone. */
  "shards-by-heart": {
    fails: ["merges two shards", "merges the two that came of the split", "merges them in the stream that it is given"],
    answer: [
      'await kinesis.send(new MergeShardsCommand({ StreamName: stream, ShardToMerge: "shardId-000000000002", AdjacentShardToMerge: "shardId-000000000003" }));',
    ],
  },
  /** The ids were copied from an error in the feedback, so they are right in the check's own stream, and in no other one. */
  "shards-of-the-feedback": {
    fails: ["merges two shards", "merges the two that came of the split", "merges them in the stream that it is given"],
    isAlwaysJudged: true,
    answer: [
      'await kinesis.send(new MergeShardsCommand({ StreamName: stream, ShardToMerge: "shardId-000000000007", AdjacentShardToMerge: "shardId-000000000008" }));',
    ],
  },
  /** Two other adjacent shards, and the upper one is named first. */
  "two-others-the-wrong-way-round": {
    fails: ["merges two shards", "merges the two that came of the split", "merges them in the stream that it is given"],
    answer: [
      "await kinesis.send(new MergeShardsCommand({ StreamName: stream, ShardToMerge: left.id, AdjacentShardToMerge: lowest.id }));",
    ],
  },
  /** The function ignores its parameter: with another stream, it names shards that this one doesn't have. */
  "merge-in-the-same-stream": {
    fails: ["merges them in the stream that it is given"],
    isAlwaysJudged: true,
    changes: [["StreamName: stream", "StreamName: STREAM"]],
  },
  /** Two other adjacent shards are merged, so the hot key shares its shard with half of all hash keys. */
  "two-other-neighbors": {
    fails: ["merges the two that came of the split", "merges them in the stream that it is given"],
    answer: [
      "await kinesis.send(new MergeShardsCommand({ StreamName: stream, ShardToMerge: lowest.id, AdjacentShardToMerge: left.id }));",
    ],
  },
  /** The upper shard is named first, but AWS requires the lower range first. The two are the right ones. */
  "wrong-way-round": {
    fails: ["merges two shards"],
    isAlwaysJudged: true,
    answer: [
      "await kinesis.send(new MergeShardsCommand({ StreamName: stream, ShardToMerge: right.id, AdjacentShardToMerge: left.id }));",
    ],
  },
};
