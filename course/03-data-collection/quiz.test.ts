import { testQuizAnswers } from "../testing/quiz-answers";

describe("the quiz of lab 03", () => {
  testQuizAnswers("03-data-collection");
});
