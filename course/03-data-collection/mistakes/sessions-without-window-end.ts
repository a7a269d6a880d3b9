import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** Without the end of the window, Flink writes a row again after each click. */
export const mistake: Mistake = {
  exercise: "03-data-collection.flink-sessions",
  fails: ["has a row for each session"],
  answer: changeCell("03-data-collection.flink-sessions", [", window_end", ""]),
};
