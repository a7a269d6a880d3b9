import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** The rate is one of an hour. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.schedule",
  fails: ["invokes the planner once per minute", "gives up within minutes, and leaves the invocation in the queue"],
  answer: changeCell("02-fuel-network.schedule", ["rate(1 minute)", "rate(1 hour)"]),
};
