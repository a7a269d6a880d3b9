import type { Mistake } from "../../../grader/index";

/** The query has one condition instead of five. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.low-fuel-query",
  fails: [
    "finds a station whose tank 2 is low",
    "finds a station whose tank 3 is low",
    "finds a station whose tank 4 is low",
    "finds a station whose tank 5 is low",
  ],
  answer: ['const query = `SELECT * FROM ${database}.${table} WHERE ${isLow("fuel_tank1_level")}`;'],
};
