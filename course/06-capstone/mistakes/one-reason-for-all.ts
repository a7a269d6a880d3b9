import type { Mistake } from "../../../grader/index";
import { changeSolution } from "../testing/change-solution";

/** The reason does not say what is wrong. */
export const mistake: Mistake = {
  exercise: "06-capstone.pipeline",
  fails: ["says why a line is bad"],
  answer: changeSolution(["{ reason, line }", '{ reason: "invalid", line }']),
};
