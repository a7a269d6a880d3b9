import type { Mistake } from "../../../grader/index";

/** The role allows all actions: an intruder on the instance could delete all streams. */
export const mistake: Mistake = {
  exercise: "03-data-collection.producer-role",
  fails: ["allows the one action that the producer calls", "allows it for the one stream"],
  answer: [
    "// The one action of Kinesis that the producer calls, and the one stream.",
    'Action: ["kinesis:*"],',
    'Resource: "*",',
  ],
};
