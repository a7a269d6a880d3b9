import type { Mistake } from "../../../grader/index";

/** The folder's name is taken to be the station's number alone. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.partitioned-table",
  fails: ["finds the files of each station"],
  answer: [
    'const PARTITIONED_BY = "PARTITIONED BY (station string)";',
    "",
    "const stationFolder = (station: number) => `${LOCATION}${station}/`;",
  ],
};
