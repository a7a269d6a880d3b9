import type { Mistake } from "../../../grader/index";

/** PARTITION instead of PARTITIONED: Athena refuses the table. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.partitioned-table",
  fails: ["gives the partition key a name that no column has, and the type string"],
  answer: [
    'const PARTITIONED_BY = "PARTITION BY (station string)";',
    "const stationFolder = (station: number) => `${LOCATION}station_id=${station}/`;",
  ],
};
