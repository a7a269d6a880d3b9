import { testQuizAnswers } from "../testing/quiz-answers";

describe("the quiz of lab 01", () => {
  testQuizAnswers("01-streaming-ingestion");
});
