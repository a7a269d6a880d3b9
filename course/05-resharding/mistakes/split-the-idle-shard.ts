import type { Mistake } from "../../../grader/index";

/** The condition is inverted: the shard that does not own the hot key is split. */
export const mistake: Mistake = {
  exercise: "05-resharding.split",
  fails: ["splits the shard that owns the hot key"],
  answer: [
    "const isBusy = HOT_HASH < start || HOT_HASH > end;",
    "const middle = (start + end) / 2n;",
    "if (isBusy) await kinesis.send(new SplitShardCommand({ StreamName: STREAM, ShardToSplit: id, NewStartingHashKey: middle.toString() }));",
  ],
};
