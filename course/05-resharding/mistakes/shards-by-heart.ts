import type { Mistake } from "../../../grader/index";

/** The ids were copied from the table, so they are right in this one stream alone. */
export const mistake: Mistake = {
  exercise: "05-resharding.merge",
  fails: ["merges two shards", "merges the two that came of the split"],
  answer: [
    'await kinesis.send(new MergeShardsCommand({ StreamName: STREAM, ShardToMerge: "shardId-000000000002", AdjacentShardToMerge: "shardId-000000000003" }));',
  ],
};
