import type { Mistake } from "../../../grader/index";
import { replaceQuizAnswers } from "./parts/quiz-answers";

/** The answers name a queue as a destination of Firehose, and leave a question out. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.quiz",
  fails: ["answers delivery-stream", "answers sources-and-sinks"],
  answer: replaceQuizAnswers({ "delivery-stream": undefined, "sources-and-sinks": "abcd" }),
};
