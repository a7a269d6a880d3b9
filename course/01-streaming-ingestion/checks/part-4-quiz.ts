import { exercise } from "../../../grader/index";
import { claimQuiz, listQuizQuestions } from "../../claim-quiz";

const QUESTIONS = listQuizQuestions("01-streaming-ingestion");

exercise("01-streaming-ingestion.quiz", { points: QUESTIONS.length, title: "4. Quiz" }, (sides) => {
  claimQuiz(QUESTIONS, sides);
});
