import type { Mistake } from "../../../grader/index";
import { changeSolution } from "../testing/change-solution";

/** Firehose collects records for longer than the carrier wants to wait. */
export const mistake: Mistake = {
  exercise: "06-capstone.pipeline",
  fails: ["answers the first query in time after the feed"],
  answer: changeSolution(["IntervalInSeconds: 60", "IntervalInSeconds: 400"]),
};
