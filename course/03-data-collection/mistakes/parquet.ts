import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** AWS refuses a buffer of 32 MB for a stream that converts records. */
  "buffer-still-too-small": {
    fails: ["has a buffer that AWS takes"],
    changes: [["SizeInMBs: 64", "SizeInMBs: 32"]],
  },
  /** The member's name has a small letter, so the SDK leaves it out, and AWS finds no serializer. */
  "serializer-misspelled": {
    fails: ["converts into Parquet or ORC"],
    isAlwaysJudged: true,
    changes: [["{ ParquetSerDe: {} }", "{ ParquetSerde: {} } as any"]],
  },
  /** AWS refuses a buffer that has one of the two limits only. */
  "buffer-without-interval": {
    fails: ["has a buffer that AWS takes"],
    changes: [["SizeInMBs: 64, IntervalInSeconds: 60", "SizeInMBs: 64"]],
  },
};
