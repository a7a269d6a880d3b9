import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** Each kind of event has a row of its own in a session. */
export const mistake: Mistake = {
  exercise: "03-data-collection.flink-sessions",
  fails: ["counts the clicks, and has the times of the first and the last"],
  answer: changeCell("03-data-collection.flink-sessions", [
    "GROUP BY user_id, device_id,",
    "GROUP BY user_id, device_id, client_event,",
  ]),
};
