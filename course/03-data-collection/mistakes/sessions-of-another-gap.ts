import type { Mistake } from "../../../grader/index";

/** The gap is another one, such as a neighbor's. */
export const mistake: Mistake = {
  exercise: "03-data-collection.flink-sessions",
  fails: ["ends a session after your gap"],
  answer: [
    "const FLINK_SESSIONS: string = [",
    '  "SELECT user_id, device_id, COUNT(*) AS events,",',
    '  "  MIN(client_timestamp) AS begin_session, MAX(client_timestamp) AS end_session",',
    "  \"FROM TABLE(SESSION(TABLE clicks PARTITION BY (user_id, device_id), DESCRIPTOR(client_timestamp), INTERVAL '45' MINUTES))\",",
    '  "GROUP BY user_id, device_id, window_start, window_end",',
    '].join("\\n");',
  ],
};
