import type { Mistake } from "../../../grader/index";

/** The shard is split at the hot key instead of in the middle. */
export const mistake: Mistake = {
  exercise: "05-resharding.split",
  fails: ["splits it in the middle"],
  answer: [
    "const isBusy = start <= HOT_HASH && HOT_HASH <= end;",
    "if (isBusy) await kinesis.send(new SplitShardCommand({ StreamName: STREAM, ShardToSplit: id, NewStartingHashKey: HOT_HASH.toString() }));",
  ],
};
