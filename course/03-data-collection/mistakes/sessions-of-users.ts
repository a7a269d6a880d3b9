import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** A user's devices share sessions, although the rows keep them apart. */
export const mistake: Mistake = {
  exercise: "03-data-collection.flink-sessions",
  fails: ["gives each user on each device sessions of their own"],
  answer: changeCell("03-data-collection.flink-sessions", ["BY (user_id, device_id)", "BY user_id"]),
};
