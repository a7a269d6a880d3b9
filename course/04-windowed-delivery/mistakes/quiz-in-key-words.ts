import type { Mistake } from "../../../grader/index";
import { replaceQuizAnswers } from "./parts/quiz-answers";

/** Key words that are repeated are no sentence. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.quiz",
  fails: ["answers use-cases in words of one's own"],
  answer: replaceQuizAnswers({ "use-cases": "S3 logs load S3 logs load S3 logs load" }),
};
