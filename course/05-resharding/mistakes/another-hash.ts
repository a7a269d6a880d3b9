import type { Mistake } from "../../../grader/index";

/** SHA-256 is the better hash elsewhere, but Kinesis takes MD5. */
export const mistake: Mistake = {
  exercise: "05-resharding.hash-key",
  fails: ["takes the MD5 hash of the partition key", "takes the bytes of a key in UTF-8"],
  answer: [
    'const digits = createHash("sha256").update(partitionKey).digest("hex");',
    "return BigInt(`0x${digits}`).toString();",
  ],
};
