import type { Mistake } from "../../../grader/index";

/** 32 MB are below AWS's minimum. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.buffering",
  fails: ["takes the smallest buffer that AWS allows with partitions", "leaves the interval as it is"],
  answer: ["const BUFFERING = { SizeInMBs: 32, IntervalInSeconds: 60 };"],
};
