import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** Each kind of event has a row of its own in a session. */
  "sessions-by-event": {
    fails: ["counts the clicks, and has the times of the first and the last"],
    changes: [["GROUP BY user_id, device_id,", "GROUP BY user_id, device_id, client_event,"]],
  },
  /** A window ends one gap after the last click. */
  "sessions-end-with-the-window": {
    fails: ["counts the clicks, and has the times of the first and the last"],
    changes: [["MAX(client_timestamp) AS", "window_end AS"]],
  },
  /** The number has no quotes. */
  "sessions-in-single-minutes": {
    fails: [
      "ends a session after your gap",
      "gives each user on each device sessions of their own",
      "has a row for each session",
      "counts the clicks, and has the times of the first and the last",
    ],
    changes: [["INTERVAL '30' MINUTES", "INTERVAL 30 MINUTES"]],
  },
  /** All visitors together: a click of one keeps the session of another open. */
  "sessions-of-all-users": {
    fails: ["gives each user on each device sessions of their own"],
    changes: [[" PARTITION BY (user_id, device_id)", ""]],
  },
  /** The gap is another one, such as a neighbor's. */
  "sessions-of-another-gap": {
    fails: ["ends a session after your gap"],
    changes: [["'30'", "'45'"]],
  },
  /** A user's devices share sessions, although the rows keep them apart. */
  "sessions-of-users": {
    fails: ["gives each user on each device sessions of their own"],
    changes: [["BY (user_id, device_id)", "BY user_id"]],
  },
  /** Sliding windows, which count a click several times. */
  "sessions-that-slide": {
    fails: ["ends a session after your gap", "gives each user on each device sessions of their own"],
    changes: [
      ["SESSION(TABLE clicks PARTITION BY (user_id, device_id)", "HOP(TABLE clicks"],
      ["INTERVAL '30' MINUTES", "INTERVAL '15' MINUTES, INTERVAL '30' MINUTES"],
    ],
  },
  /** Tumbling windows, as long as the gap. */
  "sessions-that-tumble": {
    fails: ["ends a session after your gap", "gives each user on each device sessions of their own"],
    changes: [["SESSION(TABLE clicks PARTITION BY (user_id, device_id)", "TUMBLE(TABLE clicks"]],
  },
  /** Two columns after PARTITION BY need brackets. */
  "sessions-with-open-brackets": {
    fails: [
      "ends a session after your gap",
      "gives each user on each device sessions of their own",
      "has a row for each session",
      "counts the clicks, and has the times of the first and the last",
    ],
    changes: [["BY (user_id, device_id)", "BY user_id, device_id"]],
  },
  /** The device is forgotten everywhere. */
  "sessions-without-device": {
    fails: [
      "gives each user on each device sessions of their own",
      "counts the clicks, and has the times of the first and the last",
    ],
    changes: [
      ["(user_id, device_id)", "user_id"],
      ["user_id, device_id", "user_id"],
    ],
  },
  /** The columns have no names of their own. */
  "sessions-without-names": {
    fails: ["counts the clicks, and has the times of the first and the last"],
    changes: [
      [" AS events", ""],
      [" AS begin_session", ""],
      [" AS end_session", ""],
    ],
  },
  /** Without the end of the window, Flink writes a row again after each click. */
  "sessions-without-window-end": {
    fails: ["has a row for each session"],
    changes: [[", window_end", ""]],
  },
};
