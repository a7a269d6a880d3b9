import type { Mistake } from "../../../grader/index";

/** Without the end of the window, Flink writes a row again after each click. */
export const mistake: Mistake = {
  exercise: "03-data-collection.flink-sessions",
  fails: ["has a row for each session"],
  answer: [
    "const FLINK_SESSIONS: string = [",
    '  "SELECT user_id, device_id, COUNT(*) AS events,",',
    '  "  MIN(client_timestamp) AS begin_session, MAX(client_timestamp) AS end_session",',
    "  \"FROM TABLE(SESSION(TABLE clicks PARTITION BY (user_id, device_id), DESCRIPTOR(client_timestamp), INTERVAL '30' MINUTES))\",",
    '  "GROUP BY user_id, device_id, window_start",',
    '].join("\\n");',
  ],
};
