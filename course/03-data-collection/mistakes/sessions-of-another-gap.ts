import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** The gap is another one, such as a neighbor's. */
export const mistake: Mistake = {
  exercise: "03-data-collection.flink-sessions",
  fails: ["ends a session after your gap"],
  answer: changeCell("03-data-collection.flink-sessions", ["'30'", "'45'"]),
};
