import type { Mistake } from "../../../grader/index";

/** Cut where the hot key lies: the second shard begins with it. */
export const mistake: Mistake = {
  exercise: "05-resharding.split",
  fails: ["splits it in the middle"],
  answer: [
    "const isBusy = start <= HOT_HASH && HOT_HASH <= end;",
    "if (isBusy) await kinesis.send(new SplitShardCommand({ StreamName: STREAM, ShardToSplit: id, NewStartingHashKey: HOT_HASH.toString() }));",
  ],
};
