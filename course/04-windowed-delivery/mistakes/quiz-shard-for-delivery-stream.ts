import type { Mistake } from "../../../grader/index";
import { replaceQuizAnswers } from "./parts/quiz-answers";

/** The answers take a delivery stream for a shard. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.quiz",
  fails: ["answers delivery-stream"],
  answer: replaceQuizAnswers({ "delivery-stream": "a" }),
};
