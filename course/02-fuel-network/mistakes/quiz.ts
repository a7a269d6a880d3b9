import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** A message that was received is gone, the learner thinks. */
  "quiz-received-is-gone": {
    fails: ["answers visibility"],
    changes: [['"visibility": "b"', '"visibility": "a"']],
  },
};
