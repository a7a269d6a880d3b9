import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** Sliding windows, which count a click several times. */
export const mistake: Mistake = {
  exercise: "03-data-collection.flink-sessions",
  fails: ["ends a session after your gap", "gives each user on each device sessions of their own"],
  answer: changeCell(
    "03-data-collection.flink-sessions",
    ["SESSION(TABLE clicks PARTITION BY (user_id, device_id)", "HOP(TABLE clicks"],
    ["INTERVAL '30' MINUTES", "INTERVAL '15' MINUTES, INTERVAL '30' MINUTES"],
  ),
};
