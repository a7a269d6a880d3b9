import type { Mistake } from "../../../grader/index";
import { replaceQuizAnswers } from "./parts/quiz-answers";

/** The sentence has all key words, and says the opposite. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.quiz",
  fails: ["answers use-cases in words of one's own"],
  answer: replaceQuizAnswers({ "use-cases": "Firehose cannot load events into S3. It is a queue." }),
};
