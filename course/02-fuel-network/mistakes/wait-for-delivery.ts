import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** Any delivered object ends the wait, also one of another station. */
  "any-delivered-object": {
    fails: ["looks for objects of the station", "asks Athena only when the reading has been delivered"],
    changes: [["station_id=11/", ""]],
  },
  /** The list itself is returned: an empty one ends the wait, too. */
  "list-instead-of-its-length": {
    fails: ["asks Athena only when the reading has been delivered"],
    answer: [
      "check: async () => listDeliveredObjects({ bucketName: BUCKET, prefix: `station-data/station_id=${openingReading.station_id}/` }),",
    ],
  },
  /** The condition to wait for holds at once. */
  "does-not-wait": {
    fails: ["looks for objects of the station", "asks Athena only when the reading has been delivered"],
    answer: ["check: async () => true,"],
  },
  /** The prefix without its last digit and its slash begins the keys of other stations, too. */
  "folder-of-station-1": {
    fails: ["looks for objects of the station", "asks Athena only when the reading has been delivered"],
    changes: [["station_id=11/", "station_id=1"]],
  },
};
