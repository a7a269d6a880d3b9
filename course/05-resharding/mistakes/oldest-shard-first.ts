import type { Mistake } from "../../../grader/index";

/** The oldest unread shard is read next. Shards that are not its children could be read, too. */
export const mistake: Mistake = {
  exercise: "05-resharding.parents-first",
  fails: [
    "lets a shard wait for its parent, and no longer",
    "lets a merged shard wait for its first parent, and no longer",
    "lets a merged shard wait for its second parent, and no longer",
    "lets a shard be read at once that has no parent in the list",
  ],
  answer: ["[...unread].sort()[0] === shard.ShardId;"],
};
