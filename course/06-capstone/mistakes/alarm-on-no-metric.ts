import type { Mistake } from "../../../grader/index";
import { changeSolution } from "../testing/change-solution";

/** No metric has this name, so the alarm has nothing to look at. */
export const mistake: Mistake = {
  exercise: "06-capstone.pipeline",
  fails: ["has an alarm that goes off in time in a stall, and is quiet before"],
  answer: changeSolution(["DeliveryToS3.DataFreshness", "DeliveryToS3.Freshness"]),
};
