import type { Mistake } from "../../../grader/index";

/** AWS expects a hash key, and not the percentage of the table. */
export const mistake: Mistake = {
  exercise: "05-resharding.next-cut",
  fails: ["cuts the shard that is too busy", "leaves neither of the two new shards too busy"],
  answer: ['const NEXT_CUT = "8.9";'],
};
