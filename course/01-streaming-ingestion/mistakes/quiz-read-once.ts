import type { Mistake } from "../../../grader/index";

/** A record that was read is gone, the learner thinks. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.quiz",
  fails: ["answers reading-removes", "answers left-out"],
  answer: [
    "const ANSWERS: Record<string, string> = {",
    '  "partition-key": "d",',
    '  "reading-removes": "a",',
    '  "empty-bucket": "a",',
    '  "text-plus-number": "c",',
    '  "started-again": "c",',
    '  "left-out": "a",',
    "};",
  ],
};
