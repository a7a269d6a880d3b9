import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** The number has no quotes. */
export const mistake: Mistake = {
  exercise: "03-data-collection.flink-sessions",
  fails: [
    "ends a session after your gap",
    "gives each user on each device sessions of their own",
    "has a row for each session",
    "counts the clicks, and has the times of the first and the last",
  ],
  answer: changeCell("03-data-collection.flink-sessions", ["INTERVAL '30' MINUTES", "INTERVAL 30 MINUTES"]),
};
