import type { Mistake } from "../../../grader/index";

/** The condition to wait for holds at once. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.wait-for-delivery",
  fails: ["asks Athena only when the reading has been delivered"],
  answer: ["check: async () => true,"],
};
