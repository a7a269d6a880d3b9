import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** Scheduler gets the role of the function, which does not trust it. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.schedule",
  fails: [
    "invokes the planner once per minute",
    "invokes it exactly on time",
    "gives up within minutes, and leaves the invocation in the queue",
  ],
  answer: changeCell("02-fuel-network.schedule", [
    "RoleArn: SCHEDULER_ROLE_ARN",
    "RoleArn: `arn:aws:iam::${ACCOUNT}:role/${LAMBDA_ROLE}`",
  ]),
};
