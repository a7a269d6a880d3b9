import type { Mistake } from "../../../grader/index";

/** The hash is a `number`, which is exact to some 16 digits only. */
export const mistake: Mistake = {
  exercise: "05-resharding.hash-key",
  fails: [
    "gives the number in decimal digits, as text",
    "takes the MD5 hash of the partition key",
    "takes the bytes of a key in UTF-8",
  ],
  answer: ['return String(parseInt(createHash("md5").update(partitionKey).digest("hex"), 16));'],
};
