import type { Mistake } from "../../../grader/index";

/** The columns have no names of their own. */
export const mistake: Mistake = {
  exercise: "03-data-collection.flink-sessions",
  fails: ["counts the clicks, and has the times of the first and the last"],
  answer: [
    "const FLINK_SESSIONS: string = [",
    '  "SELECT user_id, device_id, COUNT(*),",',
    '  "  MIN(client_timestamp), MAX(client_timestamp)",',
    "  \"FROM TABLE(SESSION(TABLE clicks PARTITION BY (user_id, device_id), DESCRIPTOR(client_timestamp), INTERVAL '30' MINUTES))\",",
    '  "GROUP BY user_id, device_id, window_start, window_end",',
    '].join("\\n");',
  ],
};
