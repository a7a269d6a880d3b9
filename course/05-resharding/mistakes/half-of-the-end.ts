import type { Mistake } from "../../../grader/index";

/** Half of the end is the middle only of a range that begins at 0: AWS refuses a hash key outside of the shard. */
export const mistake: Mistake = {
  exercise: "05-resharding.split",
  fails: ["splits it in the middle"],
  answer: [
    "const isBusy = start <= HOT_HASH && HOT_HASH <= end;",
    "const middle = end / 2n;",
    "if (isBusy) await kinesis.send(new SplitShardCommand({ StreamName: STREAM, ShardToSplit: id, NewStartingHashKey: middle.toString() }));",
  ],
};
