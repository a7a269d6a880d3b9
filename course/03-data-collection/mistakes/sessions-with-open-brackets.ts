import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** Two columns after PARTITION BY need brackets. */
export const mistake: Mistake = {
  exercise: "03-data-collection.flink-sessions",
  fails: [
    "ends a session after your gap",
    "gives each user on each device sessions of their own",
    "has a row for each session",
    "counts the clicks, and has the times of the first and the last",
  ],
  answer: changeCell("03-data-collection.flink-sessions", ["BY (user_id, device_id)", "BY user_id, device_id"]),
};
