import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** It works again, for the whole world. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.repair-role",
  fails: ["lets no one else use it"],
  answer: changeCell("02-fuel-network.repair-role", [
    'Principal: { Service: "scheduler.amazonaws.com" }',
    'Principal: "*"',
  ]),
};
