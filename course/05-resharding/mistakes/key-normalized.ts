import type { Mistake } from "../../../grader/index";

/** Unicode's normal form writes some letters in other bytes. AWS takes the hash of the key as it is. */
export const mistake: Mistake = {
  exercise: "05-resharding.hash-key",
  fails: ["takes the bytes of a key in UTF-8"],
  answer: [
    'const digits = createHash("md5").update(partitionKey.normalize()).digest("hex");',
    "return BigInt(`0x${digits}`).toString();",
  ],
};
