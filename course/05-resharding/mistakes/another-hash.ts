import type { Mistake } from "../../../grader/index";

/** A better hash in other places, and not the one that Kinesis takes. */
export const mistake: Mistake = {
  exercise: "05-resharding.hash-key",
  fails: ["takes the MD5 hash of the partition key", "takes the bytes of a key in UTF-8"],
  answer: [
    'const digits = createHash("sha256").update(partitionKey).digest("hex");',
    "return BigInt(`0x${digits}`).toString();",
  ],
};
