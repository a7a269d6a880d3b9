import type { Mistake } from "../../../grader/index";

/** The folders' names are the values alone, without `key=`. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.folder",
  fails: ["gives each folder the name of its key"],
  answer: ["const folder = (key: string) => `!{partitionKeyFromQuery:${key}}/`;"],
};
