import type { Mistake } from "../../../grader/index";

/** Decoded, and sent again as it was. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.null-key",
  fails: ["sends the lost reading again", "gives it its station, so that it is delivered"],
  answer: [
    'const lost = JSON.parse(Buffer.from(failed.rawData, "base64").toString());',
    "const repaired = { ...lost };",
  ],
};
