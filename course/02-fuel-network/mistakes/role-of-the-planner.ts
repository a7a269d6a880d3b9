import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** The function that is invoked doesn't have to trust anyone: the one who invokes it needs the role. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.repair-role",
  fails: ["lets Scheduler use the role", "lets no one else use it"],
  answer: changeCell("02-fuel-network.repair-role", ["scheduler.amazonaws.com", "lambda.amazonaws.com"]),
};
