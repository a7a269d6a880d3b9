import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** An invocation that Scheduler gives up is lost. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.schedule",
  fails: ["gives up within minutes, and leaves the invocation in the queue"],
  answer: changeCell("02-fuel-network.schedule", ["      DeadLetterConfig: { Arn: FAILURES_ARN },\n", ""]),
};
