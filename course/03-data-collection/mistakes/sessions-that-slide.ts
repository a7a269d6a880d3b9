import type { Mistake } from "../../../grader/index";

/** Sliding windows, which count a click several times. */
export const mistake: Mistake = {
  exercise: "03-data-collection.flink-sessions",
  fails: ["ends a session after your gap", "gives each user on each device sessions of their own"],
  answer: [
    "const FLINK_SESSIONS: string = [",
    '  "SELECT user_id, device_id, COUNT(*) AS events,",',
    '  "  MIN(client_timestamp) AS begin_session, MAX(client_timestamp) AS end_session",',
    "  \"FROM TABLE(HOP(TABLE clicks, DESCRIPTOR(client_timestamp), INTERVAL '15' MINUTES, INTERVAL '30' MINUTES))\",",
    '  "GROUP BY user_id, device_id, window_start, window_end",',
    '].join("\\n");',
  ],
};
