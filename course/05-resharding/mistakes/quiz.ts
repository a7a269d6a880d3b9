import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** A split divides the records of one key, the learner thinks. */
  "quiz-halved-key": {
    fails: ["answers hot-key-split"],
    changes: [['"hot-key-split": "d"', '"hot-key-split": "a"']],
  },
};
