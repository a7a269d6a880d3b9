import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** All visitors together: a click of one keeps the session of another open. */
export const mistake: Mistake = {
  exercise: "03-data-collection.flink-sessions",
  fails: ["gives each user on each device sessions of their own"],
  answer: changeCell("03-data-collection.flink-sessions", [" PARTITION BY (user_id, device_id)", ""]),
};
