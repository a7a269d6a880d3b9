import type { Mistake } from "../../../grader/index";

/** The upper shard is named first, but AWS requires the lower range first. */
export const mistake: Mistake = {
  exercise: "05-resharding.merge",
  fails: ["merges two shards", "merges the two that came of the split"],
  answer: [
    "await kinesis.send(new MergeShardsCommand({ StreamName: STREAM, ShardToMerge: right.id, AdjacentShardToMerge: left.id }));",
  ],
};
