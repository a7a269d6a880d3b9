import type { Mistake } from "../../../grader/index";

/** A size that AWS takes, but not the smallest. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.buffering",
  fails: ["takes the smallest buffer that AWS allows with partitions"],
  answer: ["const BUFFERING = { SizeInMBs: 128, IntervalInSeconds: 60 };"],
};
