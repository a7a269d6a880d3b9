import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The folder's name is taken to be the station's number alone. */
  "folder-that-is-not-there": {
    fails: ["finds the files of each station"],
    answer: [
      'const PARTITIONED_BY = "PARTITIONED BY (station string)";',
      "",
      "const stationFolder = (station: number) => `${LOCATION}${station}/`;",
    ],
  },
  /** The partition key has the name of a column: Athena refuses the table. */
  "key-called-like-a-column": {
    fails: ["gives the partition key a name that no column has, and the type string"],
    answer: [
      'const PARTITIONED_BY = "PARTITIONED BY (station_id string)";',
      "",
      "const stationFolder = (station: number) => `${LOCATION}station_id=${station}/`;",
    ],
  },
  /** PARTITION instead of PARTITIONED: Athena refuses the table. */
  "partition-by": {
    fails: ["gives the partition key a name that no column has, and the type string"],
    answer: [
      'const PARTITIONED_BY = "PARTITION BY (station string)";',
      "const stationFolder = (station: number) => `${LOCATION}station_id=${station}/`;",
    ],
  },
  /** The partition key is a number, but stations are strings in all readings. */
  "station-as-a-number": {
    fails: ["gives the partition key a name that no column has, and the type string"],
    answer: [
      'const PARTITIONED_BY = "PARTITIONED BY (station int)";',
      "const stationFolder = (station: number) => `${LOCATION}station_id=${station}/`;",
    ],
  },
};
