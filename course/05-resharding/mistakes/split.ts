import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The busy shard is known by its place in this one stream, not by the hot key. */
  "all-but-the-first": {
    fails: ["splits the shard that owns the hot key"],
    isAlwaysJudged: true,
    changes: [["start <= HOT_HASH && HOT_HASH <= end", "start > 0n"]],
  },
  /** The first and the last hash key of a range belong to the shard, too. */
  "ends-left-out": {
    fails: ["splits the shard that owns the hot key"],
    isAlwaysJudged: true,
    changes: [["start <= HOT_HASH && HOT_HASH <= end", "start < HOT_HASH && HOT_HASH < end"]],
  },
  /** Half of the end is the middle only of a range that begins at 0: AWS refuses a hash key outside of the shard. */
  "half-of-the-end": {
    fails: ["splits it in the middle"],
    changes: [["(start + end)", "end"]],
  },
  /** The end of the range is forgotten: every shard that begins before the hot key counts as busy. */
  "end-of-the-range-left-out": {
    fails: ["splits the shard that owns the hot key"],
    isAlwaysJudged: true,
    changes: [["start <= HOT_HASH && HOT_HASH <= end", "HOT_HASH >= start"]],
  },
  /** The id of the shard was copied from the table, so it is right in this one stream alone. */
  "shard-by-heart": {
    fails: ["splits the shard that owns the hot key", "splits it in the middle"],
    changes: [["ShardToSplit: id", 'ShardToSplit: "shardId-000000000001"']],
  },
  /** The busy shard is known by the end of its id in this one stream. */
  "busy-by-the-end-of-its-id": {
    fails: ["splits the shard that owns the hot key", "splits it in the middle"],
    changes: [["start <= HOT_HASH && HOT_HASH <= end", 'id.endsWith("99")']],
  },
  /** The id was copied from an error in the feedback, so it is right in the check's own stream, and in no other one. */
  "shard-of-the-feedback": {
    fails: ["splits the shard that owns the hot key", "splits it in the middle"],
    isAlwaysJudged: true,
    changes: [["ShardToSplit: id", 'ShardToSplit: "shardId-000000000005"']],
  },
  /** The function ignores its parameter: with another stream, it names a shard that this one doesn't have. */
  "split-of-the-same-stream": {
    fails: ["splits the shard that owns the hot key"],
    changes: [["StreamName: stream", "StreamName: STREAM"]],
  },
  /** The middle is computed with numbers, which are exact to 16 digits only. */
  "rounded-middle": {
    fails: ["splits it in the middle"],
    changes: [["(start + end) / 2n", "BigInt((Number(start) + Number(end)) / 2)"]],
  },
  /** The shard is split at the hot key instead of in the middle. */
  "split-at-the-hot-key": {
    fails: ["splits it in the middle"],
    answer: [
      "const isBusy = start <= HOT_HASH && HOT_HASH <= end;",
      "if (isBusy) await kinesis.send(new SplitShardCommand({ StreamName: stream, ShardToSplit: id, NewStartingHashKey: HOT_HASH.toString() }));",
    ],
  },
  /** The name of the stream is misspelled, so AWS finds no stream to split. */
  "split-of-another-stream": {
    fails: ["splits the shard that owns the hot key", "splits it in the middle"],
    changes: [["StreamName: stream", 'StreamName: "resharding-sale"']],
  },
  /** The condition is inverted: the shard that does not own the hot key is split. */
  "split-the-idle-shard": {
    fails: ["splits the shard that owns the hot key"],
    changes: [["start <= HOT_HASH && HOT_HASH <= end", "HOT_HASH < start || HOT_HASH > end"]],
  },
};
