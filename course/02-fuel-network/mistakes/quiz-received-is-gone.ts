import type { Mistake } from "../../../grader/index";

/** A message that was received is gone, the learner thinks. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.quiz",
  fails: ["answers visibility"],
  answer: [
    "const ANSWERS: Record<string, string> = {",
    '  "sent-or-delivered": "a",',
    '  visibility: "a",',
    '  "why-parquet": "a",',
    '  "one-of-a-batch": "d",',
    '  "failed-plan": "c",',
    '  "same-key": "b",',
    "};",
  ],
};
