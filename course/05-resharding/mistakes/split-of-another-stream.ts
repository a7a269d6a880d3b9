import type { Mistake } from "../../../grader/index";

/** The name of the stream is misspelled, so AWS finds no stream to split. */
export const mistake: Mistake = {
  exercise: "05-resharding.split",
  fails: ["splits the shard that owns the hot key", "splits it in the middle"],
  answer: [
    "const isBusy = start <= HOT_HASH && HOT_HASH <= end;",
    "const middle = (start + end) / 2n;",
    'if (isBusy) await kinesis.send(new SplitShardCommand({ StreamName: "resharding-sale", ShardToSplit: id, NewStartingHashKey: middle.toString() }));',
  ],
};
