import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** Lambda's own attempts delay the message. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.failures",
  fails: ["leaves a failed plan in the queue within three minutes"],
  answer: changeCell("02-fuel-network.failures", ["    MaximumRetryAttempts: 0,\n", ""]),
};
