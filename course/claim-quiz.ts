import { expect } from "chai";
import { join } from "node:path";
import { formatHint, it, formatValue, type Evidence, type EvidencePair } from "../grader/index";
import { readQuizBank, selectQuestions, toBankLetters, type QuizQuestion } from "../src/quiz/quiz";
import { requireFromSolution } from "./evidence-words";

/**
 * The questions of a lab's quiz that are answered by letters. Each is worth a point. An answer in sentences is worth none: no program
 * judges it fairly, so the learner compares it with a model answer and its points.
 */
export const listQuizQuestions = (lab: string): readonly QuizQuestion[] =>
  selectQuestions(readQuizBank(lab, join(import.meta.dirname, ".."))).filter(({ kind }) => kind === "choice");

/**
 * Makes a claim of each question, inside the exercise of a quiz. The plan asks for the answers, an object by the
 * questions' names, as `quiz`. Its member `name` decides in which order the learner saw the choices.
 */
export function claimQuiz(questions: readonly QuizQuestion[], sides: EvidencePair): void {
  for (const question of questions) it(`answers ${question.id}`, () => claimRightChoice(sides, question));
}

/** The learner's answer to a question, or `name`; undefined if there is none, or it isn't a text. */
function findAnswer(run: Evidence, id: string): string | undefined {
  const answer = run.answer("quiz");
  const found = "value" in answer ? (Object(answer.value) as Readonly<Record<string, unknown>>)[id] : undefined;
  return typeof found === "string" ? found : undefined;
}

const getLetters = (run: Evidence, question: QuizQuestion): string =>
  toBankLetters(question, findAnswer(run, question.id) ?? "", findAnswer(run, "name"));

function claimRightChoice({ learner, solution }: EvidencePair, question: QuizQuestion): void {
  const answer = findAnswer(learner, question.id);
  requireFromSolution(findAnswer(solution, question.id));
  expect(
    getLetters(learner, question),
    formatHint({
      expected: question.several ? "all letters that are right, and no other" : "another letter",
      found: answer === undefined ? "there is no answer" : formatValue(answer),
      look: `"${question.id}" in your answers, and the chapter: ${question.chapter}`,
    }),
  ).to.equal(getLetters(solution, question));
}
