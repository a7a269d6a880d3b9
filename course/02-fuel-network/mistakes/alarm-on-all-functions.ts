import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** Without a dimension, the alarm watches a metric of all functions, which has no data here. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.failures",
  fails: ["rings within five minutes", "is silent while the planner works"],
  answer: changeCell("02-fuel-network.failures", [
    '    Dimensions: [{ Name: "FunctionName", Value: "FuelPlanningApp" }],\n',
    "",
  ]),
};
