import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** `JSON.parse` can't read the encoded text. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.repair-role",
  fails: ["lets Scheduler use the role"],
  answer: changeCell("02-fuel-network.repair-role", [
    'decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")',
    'Role?.AssumeRolePolicyDocument ?? ""',
  ]),
};
