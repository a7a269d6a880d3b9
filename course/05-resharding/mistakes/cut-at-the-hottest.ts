import type { Mistake } from "../../../grader/index";

/** The learner cuts at the hottest concert, and gives it the company of all others. */
export const mistake: Mistake = {
  exercise: "05-resharding.next-cut",
  fails: ["leaves neither of the two new shards too busy"],
  answer: ['const NEXT_CUT = hashKeyOf("film-hour");'],
};
