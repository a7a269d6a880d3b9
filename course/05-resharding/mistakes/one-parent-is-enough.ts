import type { Mistake } from "../../../grader/index";

/** "Or" for "and": the second parent, which most shards do not have, is never unread. */
export const mistake: Mistake = {
  exercise: "05-resharding.parents-first",
  fails: [
    "lets a shard wait for its parent, and no longer",
    "lets a merged shard wait for both of its parents, and no longer",
  ],
  answer: ['!unread.includes(shard.ParentShardId ?? "") || !unread.includes(shard.AdjacentParentShardId ?? "");'],
};
