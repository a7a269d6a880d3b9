import type { Mistake } from "../../../grader/index";

/** The query has no condition. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.low-fuel-query",
  fails: ["ignores stations that have enough"],
  answer: ["const query = `SELECT * FROM ${database}.${table}`;"],
};
