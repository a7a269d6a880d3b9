import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** A record that was read is gone, the learner thinks. */
  "quiz-read-once": {
    fails: ["answers reading-removes", "answers left-out"],
    changes: [
      ['"reading-removes": "b"', '"reading-removes": "a"'],
      ['"left-out": "b"', '"left-out": "a"'],
    ],
  },
};
