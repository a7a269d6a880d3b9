import type { Mistake } from "../../../grader/index";

/** Only shards without a parent are read: a shard with a parent waits for ever. */
export const mistake: Mistake = {
  exercise: "05-resharding.parents-first",
  fails: [
    "lets a shard wait for its parent, and no longer",
    "lets a merged shard wait for its first parent, and no longer",
    "lets a merged shard wait for its second parent, and no longer",
    "lets a shard be read at once that has no parent in the list",
  ],
  answer: ["shard.ParentShardId === undefined;"],
};
