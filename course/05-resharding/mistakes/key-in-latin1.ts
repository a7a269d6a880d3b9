import type { Mistake } from "../../../grader/index";

/** The key's bytes are Latin-1, which is right only for ASCII letters. */
export const mistake: Mistake = {
  exercise: "05-resharding.hash-key",
  fails: ["takes the bytes of a key in UTF-8"],
  answer: [
    'const digits = createHash("md5").update(partitionKey, "latin1").digest("hex");',
    "return BigInt(`0x${digits}`).toString();",
  ],
};
