import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** Plans that have worked go to the queue as well. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.failures",
  fails: ["leaves no plan there that has worked"],
  answer: changeCell("02-fuel-network.failures", [
    "OnFailure: { Destination: FAILURES_ARN }",
    "OnFailure: { Destination: FAILURES_ARN }, OnSuccess: { Destination: FAILURES_ARN }",
  ]),
};
