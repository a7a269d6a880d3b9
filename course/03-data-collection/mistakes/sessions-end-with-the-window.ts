import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** A window ends one gap after the last click. */
export const mistake: Mistake = {
  exercise: "03-data-collection.flink-sessions",
  fails: ["counts the clicks, and has the times of the first and the last"],
  answer: changeCell("03-data-collection.flink-sessions", ["MAX(client_timestamp) AS", "window_end AS"]),
};
