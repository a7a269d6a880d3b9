import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The oldest unread shard is read next. Shards that are not its children could be read, too. */
  "oldest-shard-first": {
    fails: [
      "lets a shard wait for its parent, and no longer",
      "lets a merged shard wait for its first parent, and no longer",
      "lets a merged shard wait for its second parent, and no longer",
      "lets a shard be read at once that has no parent in the list",
    ],
    isAlwaysJudged: true,
    answer: ["[...unread].sort()[0] === shard.ShardId;"],
  },
  /** Only the first parent is checked, which is wrong for shards that come from a merge. */
  "one-parent-forgotten": {
    fails: ["lets a merged shard wait for its second parent, and no longer"],
    answer: ['!unread.includes(shard.ParentShardId ?? "");'],
  },
  /** A shard that is asked for is in the list itself, so the list is never empty. */
  "never-read": {
    fails: [
      "lets a shard wait for its parent, and no longer",
      "lets a merged shard wait for its first parent, and no longer",
      "lets a merged shard wait for its second parent, and no longer",
      "lets a shard be read at once that has no parent in the list",
    ],
    answer: ["unread.length === 0;"],
  },
  /** No shard is both parents of another one, so the condition always holds. */
  "always-read": {
    fails: [
      "lets a shard wait for its parent, and no longer",
      "lets a merged shard wait for its first parent, and no longer",
      "lets a merged shard wait for its second parent, and no longer",
      "lets a shard be read at once that has no parent in the list",
    ],
    answer: ["unread.every((id) => id !== shard.ParentShardId || id !== shard.AdjacentParentShardId);"],
  },
  /** "Or" instead of "and": most shards have no second parent, so the second condition always holds for them. */
  "one-parent-is-enough": {
    fails: [
      "lets a shard wait for its parent, and no longer",
      "lets a merged shard wait for its first parent, and no longer",
      "lets a merged shard wait for its second parent, and no longer",
    ],
    answer: ['!unread.includes(shard.ParentShardId ?? "") || !unread.includes(shard.AdjacentParentShardId ?? "");'],
  },
  /** `indexOf` gives 0 for the first one in the list, and -1 for one that isn't in it. */
  "first-of-the-list-overlooked": {
    fails: [
      "lets a shard wait for its parent, and no longer",
      "lets a merged shard wait for its first parent, and no longer",
      "lets a merged shard wait for its second parent, and no longer",
    ],
    isAlwaysJudged: true,
    answer: [
      '!(unread.indexOf(shard.ParentShardId ?? "") > 0) && !(unread.indexOf(shard.AdjacentParentShardId ?? "") > 0);',
    ],
  },
  /** Only the first two shards of the list are looked at, which is enough for a stream with few shards. */
  "first-two-of-the-list": {
    fails: [
      "lets a shard wait for its parent, and no longer",
      "lets a merged shard wait for its first parent, and no longer",
      "lets a merged shard wait for its second parent, and no longer",
    ],
    isAlwaysJudged: true,
    answer: [
      '!unread.slice(0, 2).includes(shard.ParentShardId ?? "") && !unread.slice(0, 2).includes(shard.AdjacentParentShardId ?? "");',
    ],
  },
  /** Only shards without a parent are read: a shard with a parent waits for ever. */
  "only-first-shards": {
    fails: [
      "lets a shard wait for its parent, and no longer",
      "lets a merged shard wait for its first parent, and no longer",
      "lets a merged shard wait for its second parent, and no longer",
      "lets a shard be read at once that has no parent in the list",
    ],
    answer: ["shard.ParentShardId === undefined;"],
  },
};
