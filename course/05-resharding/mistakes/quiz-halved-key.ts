import type { Mistake } from "../../../grader/index";

/** A split divides the records of one key, the learner thinks. */
export const mistake: Mistake = {
  exercise: "05-resharding.quiz",
  fails: ["answers hot-key-split"],
  answer: [
    "const ANSWERS: Record<string, string> = {",
    '  "which-shard": "b",',
    '  "hot-key-split": "a",',
    '  "child-first": "c",',
    '  "merge-which": "b",',
    '  "send-again": "a",',
    '  "reading-removes": "a",',
    "};",
  ],
};
