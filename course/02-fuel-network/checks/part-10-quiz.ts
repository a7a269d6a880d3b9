import { exercise } from "../../../grader/index";
import { claimQuiz, listQuizQuestions } from "../../claim-quiz";

const QUESTIONS = listQuizQuestions("02-fuel-network");

exercise("02-fuel-network.quiz", { points: QUESTIONS.length, title: "10. Quiz" }, (sides) => {
  claimQuiz(QUESTIONS, sides);
});
