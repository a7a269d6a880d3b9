import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The buffering interval is AWS's default, 300 seconds, so user data arrives late. */
  "buffer-of-five-minutes": {
    fails: ["writes after 1 MB", "writes after 60 seconds"],
    changes: [["SizeInMBs: 1, IntervalInSeconds: 60", "SizeInMBs: 5, IntervalInSeconds: 300"]],
  },
  /** AWS refuses a buffer that has one of the two limits only. The other settings of the call are right. */
  "interval-left-out": {
    fails: ["writes after 60 seconds", "writes into your bucket, below user-data/ and errors/"],
    isAlwaysJudged: true,
    changes: [["SizeInMBs: 1, IntervalInSeconds: 60", "SizeInMBs: 1"]],
  },
  /** The processor is listed, but processing isn't enabled: AWS takes it for disabled. */
  "function-not-enabled": {
    fails: ["sends records through the function"],
    changes: [["        Enabled: true,\n", ""]],
  },
};
