import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** The columns have no names of their own. */
export const mistake: Mistake = {
  exercise: "03-data-collection.flink-sessions",
  fails: ["counts the clicks, and has the times of the first and the last"],
  answer: changeCell(
    "03-data-collection.flink-sessions",
    [" AS events", ""],
    [" AS begin_session", ""],
    [" AS end_session", ""],
  ),
};
