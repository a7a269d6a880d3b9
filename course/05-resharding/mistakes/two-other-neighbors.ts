import type { Mistake } from "../../../grader/index";

/** Two other adjacent shards are merged, so the hot key shares its shard with half of all hash keys. */
export const mistake: Mistake = {
  exercise: "05-resharding.merge",
  fails: ["merges the two that came of the split"],
  answer: [
    "await kinesis.send(new MergeShardsCommand({ StreamName: STREAM, ShardToMerge: lowest.id, AdjacentShardToMerge: left.id }));",
  ],
};
