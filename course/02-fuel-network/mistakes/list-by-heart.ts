import type { Mistake } from "../../../grader/index";

/** The query lists the seven stations that the test event makes low. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.low-fuel-query",
  fails: [
    "finds a station whose tank 1 is low",
    "finds a station whose tank 2 is low",
    "finds a station whose tank 3 is low",
    "finds a station whose tank 4 is low",
    "finds a station whose tank 5 is low",
    "ignores stations that have enough",
  ],
  answer: [
    "const query = `SELECT * FROM ${database}.${table} WHERE station_id IN ('9', '8', '1', '2', '10', '3', '4')`;",
  ],
};
