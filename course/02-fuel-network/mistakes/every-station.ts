import type { Mistake } from "../../../grader/index";

/** No condition at all. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.low-fuel-query",
  fails: ["leaves stations alone that have enough"],
  answer: ["const query = `SELECT * FROM ${database}.${table}`;"],
};
