import type { Mistake } from "../../../grader/index";

/** The busy shard is known by its place in this one stream, not by the hot key. */
export const mistake: Mistake = {
  exercise: "05-resharding.split",
  fails: ["splits the shard that owns the hot key"],
  answer: [
    "const isBusy = start > 0n;",
    "const middle = (start + end) / 2n;",
    "if (isBusy) await kinesis.send(new SplitShardCommand({ StreamName: STREAM, ShardToSplit: id, NewStartingHashKey: middle.toString() }));",
  ],
};
