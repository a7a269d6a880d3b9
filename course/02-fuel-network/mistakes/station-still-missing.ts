import type { Mistake } from "../../../grader/index";

/** The record is decoded, but sent again without the missing station. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.null-key",
  fails: ["sets its station, so that it is delivered"],
  answer: [
    'const lost = JSON.parse(Buffer.from(failed.rawData, "base64").toString());',
    "const repaired = { ...lost };",
  ],
};
