import type { Mistake } from "../../../grader/index";

/** An integer is compared with a varchar: Athena refuses the query. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.compare-levels",
  fails: ["finds levels with fewer than three digits", "ignores levels of 200 and more"],
  answer: ["const isLow = (tank: string) => `CAST(${tank} AS integer) < '200'`;"],
};
