import type { Mistake } from "../../../grader/index";

/** Spaces are a part of a partition key: AWS takes its hash as it is. */
export const mistake: Mistake = {
  exercise: "05-resharding.hash-key",
  fails: ["takes the MD5 hash of the partition key"],
  answer: [
    'const digits = createHash("md5").update(partitionKey.trim()).digest("hex");',
    "return BigInt(`0x${digits}`).toString();",
  ],
};
