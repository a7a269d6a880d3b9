import type { Mistake } from "../../../grader/index";

/** Only the first parent is checked, which is wrong for shards that come from a merge. */
export const mistake: Mistake = {
  exercise: "05-resharding.parents-first",
  fails: ["lets a merged shard wait for its second parent, and no longer"],
  answer: ['!unread.includes(shard.ParentShardId ?? "");'],
};
