import type { Mistake } from "../../../grader/index";

/** The busy shard is cut in the middle, as in 2.1: most of its records come to the lower of the two new shards. */
export const mistake: Mistake = {
  exercise: "05-resharding.next-cut",
  fails: ["leaves neither of the two new shards too busy"],
  answer: ["const NEXT_CUT = (1n << 126n).toString();"],
};
