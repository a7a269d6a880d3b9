import type { Mistake } from "../../../grader/index";

/** The folders are called by the value alone. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.folder",
  fails: ["gives each folder the name of its key"],
  answer: ["const folder = (key: string) => `!{partitionKeyFromQuery:${key}}/`;"],
};
