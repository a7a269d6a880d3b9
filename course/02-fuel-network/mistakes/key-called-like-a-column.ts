import type { Mistake } from "../../../grader/index";

/** The partition key has the name of a column: Athena refuses the table. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.partitioned-table",
  fails: ["gives the partition key a name that no column has, and the type string"],
  answer: [
    'const PARTITIONED_BY = "PARTITIONED BY (station_id string)";',
    "",
    "const stationFolder = (station: number) => `${LOCATION}station_id=${station}/`;",
  ],
};
