import type { Mistake } from "../../../grader/index";

/** The hash key of a split begins the upper shard. The learner gives that of the last concert of the lower one. */
export const mistake: Mistake = {
  exercise: "05-resharding.next-cut",
  fails: ["leaves neither of the two new shards too busy"],
  answer: ['const NEXT_CUT = hashKeyOf("blues-parade");'],
};
