import { exercise } from "../../../grader/index";
import { claimQuiz, listQuizQuestions } from "../../claim-quiz";

const QUESTIONS = listQuizQuestions("04-windowed-delivery");

exercise("04-windowed-delivery.quiz", { points: QUESTIONS.length, title: "7. Quiz" }, (sides) => {
  claimQuiz(QUESTIONS, sides);
});
