import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** The device is forgotten everywhere. */
export const mistake: Mistake = {
  exercise: "03-data-collection.flink-sessions",
  fails: [
    "gives each user on each device sessions of their own",
    "has a row for each session",
    "counts the clicks, and has the times of the first and the last",
  ],
  answer: changeCell(
    "03-data-collection.flink-sessions",
    ["(user_id, device_id)", "user_id"],
    ["user_id, device_id", "user_id"],
  ),
};
