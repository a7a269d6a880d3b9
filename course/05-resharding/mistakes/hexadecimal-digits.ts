import type { Mistake } from "../../../grader/index";

/** The hash key is in hexadecimal digits; AWS writes hash keys in decimal digits. */
export const mistake: Mistake = {
  exercise: "05-resharding.hash-key",
  fails: ["gives the number in decimal digits, as text"],
  answer: ['return createHash("md5").update(partitionKey).digest("hex");'],
};
