import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** The alarm counts all invocations, so it rings while the planner works. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.failures",
  fails: ["is silent while the planner works"],
  answer: changeCell("02-fuel-network.failures", ['MetricName: "Errors"', 'MetricName: "Invocations"']),
};
