import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** The expression is one of a crontab, which has five fields. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.schedule",
  fails: [
    "invokes the planner once per minute",
    "invokes it exactly on time",
    "gives up within minutes, and leaves the invocation in the queue",
  ],
  answer: changeCell("02-fuel-network.schedule", ["rate(1 minute)", "cron(* * * * *)"]),
};
