import type { Mistake } from "../../../grader/index";
import { changeSolution } from "../testing/change-solution";

/** Bad lines disappear without a trace. */
export const mistake: Mistake = {
  exercise: "06-capstone.pipeline",
  fails: ["puts each bad line into parcels.rejected, once, and nothing else", "says why a line is bad"],
  answer: changeSolution(['result: "Ok"', 'result: reason ? "Dropped" : "Ok"']),
};
