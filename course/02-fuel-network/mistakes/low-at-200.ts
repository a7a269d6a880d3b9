import type { Mistake } from "../../../grader/index";

/** A level of 200 is enough, but counts as low here. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.compare-levels",
  fails: ["ignores levels of 200 and more"],
  answer: ["const isLow = (tank: string) => `CAST(${tank} AS integer) <= 200`;"],
};
