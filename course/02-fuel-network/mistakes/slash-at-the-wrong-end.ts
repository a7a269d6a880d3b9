import type { Mistake } from "../../../grader/index";

/** Each folder begins with a slash instead of ending with one, so one folder has no name. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.folder",
  fails: ["puts the value of each key into a separate folder"],
  answer: ["const folder = (key: string) => `/${key}=!{partitionKeyFromQuery:${key}}`;"],
};
