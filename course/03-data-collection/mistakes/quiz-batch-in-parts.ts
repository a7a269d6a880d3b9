import type { Mistake } from "../../../grader/index";

/** Only the record at which a function throws fails, the learner thinks. */
export const mistake: Mistake = {
  exercise: "03-data-collection.quiz",
  fails: ["answers error-in-a-batch"],
  answer: [
    "const ANSWERS: Record<string, string> = {",
    '  "partial-failure": "d",',
    '  "discovered-type": "a",',
    '  pump: "c",',
    '  base64: "b",',
    '  "error-in-a-batch": "a",',
    '  visibility: "b",',
    "};",
  ],
};
