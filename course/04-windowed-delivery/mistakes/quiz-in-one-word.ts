import type { Mistake } from "../../../grader/index";
import { replaceQuizAnswers } from "./parts/quiz-answers";

/** The answer to an open question is one word instead of a sentence. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.quiz",
  fails: ["answers transformation-errors in words of one's own"],
  answer: replaceQuizAnswers({ "transformation-errors": "ProcessingFailed" }),
};
