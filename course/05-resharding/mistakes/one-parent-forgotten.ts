import type { Mistake } from "../../../grader/index";

/** Right until two shards are merged. */
export const mistake: Mistake = {
  exercise: "05-resharding.parents-first",
  fails: ["lets a merged shard wait for both of its parents, and no longer"],
  answer: ['!unread.includes(shard.ParentShardId ?? "");'],
};
