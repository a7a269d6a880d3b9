import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** The schedule has a dead-letter queue, but tries again for a day before it uses it. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.schedule",
  fails: ["gives up within minutes, and leaves the invocation in the queue"],
  answer: changeCell("02-fuel-network.schedule", [
    "      RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 300 },\n",
    "",
  ]),
};
