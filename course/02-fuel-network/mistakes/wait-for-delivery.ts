import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** Any delivered object ends the wait, also one of another station. */
  "any-delivered-object": {
    fails: ["asks Athena only when the reading has been delivered"],
    changes: [["station_id=11/", ""]],
  },
  /** The condition to wait for holds at once. */
  "does-not-wait": {
    fails: ["asks Athena only when the reading has been delivered"],
    answer: ["check: async () => true,"],
  },
  /** The prefix without its last digit and its slash begins the keys of other stations, too. */
  "folder-of-station-1": {
    fails: ["asks Athena only when the reading has been delivered"],
    changes: [["station_id=11/", "station_id=1"]],
  },
};
