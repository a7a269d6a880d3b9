import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** Only the record at which a function throws fails, the learner thinks. */
  "quiz-batch-in-parts": {
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
  },
};
