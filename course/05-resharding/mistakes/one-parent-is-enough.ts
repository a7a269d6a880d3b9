import type { Mistake } from "../../../grader/index";

/** "Or" instead of "and": most shards have no second parent, so the second condition always holds for them. */
export const mistake: Mistake = {
  exercise: "05-resharding.parents-first",
  fails: [
    "lets a shard wait for its parent, and no longer",
    "lets a merged shard wait for its first parent, and no longer",
    "lets a merged shard wait for its second parent, and no longer",
  ],
  answer: ['!unread.includes(shard.ParentShardId ?? "") || !unread.includes(shard.AdjacentParentShardId ?? "");'],
};
