import type { Mistake } from "../../../grader/index";

/** A buffer size that AWS accepts, but not the smallest. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.buffering",
  fails: ["takes the smallest buffer that AWS allows with partitions"],
  answer: ["const BUFFERING = { SizeInMBs: 128, IntervalInSeconds: 60 };"],
};
