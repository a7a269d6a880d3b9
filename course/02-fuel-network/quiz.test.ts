import { testQuizAnswers } from "../testing/quiz-answers";

describe("the quiz of lab 02", () => {
  testQuizAnswers("02-fuel-network");
});
