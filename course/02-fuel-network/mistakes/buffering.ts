import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** A buffer size that AWS accepts, but not the smallest. */
  "buffer-of-128": {
    fails: ["takes the smallest buffer that AWS allows with partitions"],
    answer: ["const BUFFERING = { SizeInMBs: 128, IntervalInSeconds: 60 };"],
  },
  /** 32 MB are below AWS's minimum. */
  "buffer-still-too-small": {
    fails: ["takes the smallest buffer that AWS allows with partitions", "leaves the interval as it is"],
    answer: ["const BUFFERING = { SizeInMBs: 32, IntervalInSeconds: 60 };"],
  },
  /** The right size, with an interval that AWS refuses. */
  "interval-of-no-seconds": {
    fails: ["leaves the interval as it is"],
    answer: ["const BUFFERING = { SizeInMBs: 64, IntervalInSeconds: 0 };"],
  },
};
