import type { Mistake } from "../../../grader/index";

/** The id of the shard was copied from the table, so it is right in this one stream alone. */
export const mistake: Mistake = {
  exercise: "05-resharding.split",
  fails: ["splits the shard that owns the hot key", "splits it in the middle"],
  answer: [
    "const isBusy = start <= HOT_HASH && HOT_HASH <= end;",
    "const middle = (start + end) / 2n;",
    'if (isBusy) await kinesis.send(new SplitShardCommand({ StreamName: STREAM, ShardToSplit: "shardId-000000000001", NewStartingHashKey: middle.toString() }));',
  ],
};
