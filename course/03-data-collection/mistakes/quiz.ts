import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** Only the record at which a function throws fails, the learner thinks. */
  "quiz-batch-in-parts": {
    fails: ["answers error-in-a-batch"],
    changes: [['"error-in-a-batch": "c"', '"error-in-a-batch": "a"']],
  },
};
