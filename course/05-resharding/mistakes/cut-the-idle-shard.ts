import type { Mistake } from "../../../grader/index";

/** The concert is the hottest of the shard that has room for all of its own. */
export const mistake: Mistake = {
  exercise: "05-resharding.next-cut",
  fails: ["cuts the shard that is too busy", "leaves neither of the two new shards too busy"],
  answer: ['const NEXT_CUT = hashKeyOf("indie-hour");'],
};
