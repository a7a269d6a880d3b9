import type { Mistake } from "../../../grader/index";

/** The levels are still compared as text: "0200" is no better a limit than "200". */
export const mistake: Mistake = {
  exercise: "02-fuel-network.compare-levels",
  fails: ["finds levels with fewer than three digits", "ignores levels of 200 and more"],
  answer: ["const isLow = (tank: string) => `${tank} < '0200'`;"],
};
