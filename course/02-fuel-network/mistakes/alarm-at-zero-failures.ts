import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** The threshold is reached without a failure, too. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.failures",
  fails: ["is silent while the planner works"],
  answer: changeCell("02-fuel-network.failures", ["Threshold: 1", "Threshold: 0"]),
};
