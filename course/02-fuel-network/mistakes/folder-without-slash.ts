import type { Mistake } from "../../../grader/index";

/** The placeholders follow each other without a slash. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.folder",
  fails: ["puts the value of each key into a separate folder"],
  answer: ["const folder = (key: string) => `${key}=!{partitionKeyFromQuery:${key}}`;"],
};
