import { exercise } from "../../../grader/index";
import { claimQuiz, listQuizQuestions } from "../../claim-quiz";

const QUESTIONS = listQuizQuestions("03-data-collection");

exercise("03-data-collection.quiz", { points: QUESTIONS.length, title: "9. Quiz" }, (sides) => {
  claimQuiz(QUESTIONS, sides);
});
