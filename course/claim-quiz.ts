import { expect } from "chai";
import { join } from "node:path";
import { formatHint, it, formatValue, type Evidence, type EvidencePair } from "../grader/index";
import { findGap, openModelAnswer } from "../src/quiz/model-answer";
import { MIN_WORDS, readQuizBank, selectQuestions, toBankLetters, type QuizQuestion } from "../src/quiz/quiz";
import { requireFromSolution } from "./evidence-words";

/** The questions that a lab's quiz asks. Each is worth a point. */
export const listQuizQuestions = (lab: string): readonly QuizQuestion[] =>
  selectQuestions(readQuizBank(lab, join(import.meta.dirname, "..")));

/**
 * Makes a claim of each question, inside the exercise of a quiz. The plan asks for the answers, an object by the
 * questions' names, as `quiz`. Its member `name` decides in which order the learner saw the choices.
 */
export function claimQuiz(questions: readonly QuizQuestion[], sides: EvidencePair): void {
  for (const question of questions) {
    if (question.kind === "choice") it(`answers ${question.id}`, () => claimRightChoice(sides, question));
    else it(`answers ${question.id} in words of one's own`, () => claimNamesAll(sides, question));
  }
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

function claimNamesAll({ learner }: EvidencePair, question: QuizQuestion): void {
  const { names } = openModelAnswer(question);
  const answer = findAnswer(learner, question.id);
  const gap = findGap(answer ?? "", { names });
  expect(
    gap,
    formatHint({
      expected: `a sentence of ${MIN_WORDS} words or more, which names: ${names.map(({ what: label }) => label).join("; ")}`,
      found: answer === undefined ? "there is no answer" : (gap ?? "all of it"),
      look: `"${question.id}" in your answers, and the chapter: ${question.chapter}. The model answer below the cell shows one way to say it`,
    }),
  ).to.equal(undefined);
}
