import { join } from "node:path";
import { expect } from "chai";
import { exercise, formatHint, it, formatValue, type Evidence, type EvidencePair } from "../../../grader/index";
import { selectQuestions, MIN_WORDS, readQuizBank, type QuizQuestion } from "../../../src/quiz/quiz";
import { findGap, openModelAnswer } from "../../../src/quiz/model-answer";
import { requireFromSolution } from "../../evidence-words";

const ASKED = selectQuestions(readQuizBank(join(import.meta.dirname, "..", "..", "..")));

/** The learner's answer to a question; undefined if there is none, or it is no text. */
function findAnswer(run: Evidence, { id }: QuizQuestion): string | undefined {
  const answer = run.answer("quiz");
  const found = "value" in answer ? (Object(answer.value) as Readonly<Record<string, unknown>>)[id] : undefined;
  return typeof found === "string" ? found : undefined;
}

/** The letters of an answer in alphabetical order, each once. */
const getLetters = (answer: string): string =>
  [...new Set(answer.toLowerCase().replace(/[^a-z]/g, ""))].sort().join("");

function isRightChoice({ learner, solution }: EvidencePair, question: QuizQuestion): void {
  const own = findAnswer(learner, question);
  expect(
    getLetters(own ?? ""),
    formatHint({
      expected: question.several ? "all letters that are right, and no other" : "another letter",
      found: own === undefined ? "there is no answer" : formatValue(own),
      look: `the chapter: ${question.chapter}`,
    }),
  ).to.equal(getLetters(requireFromSolution(findAnswer(solution, question))));
}

function claimNamesAll({ learner }: EvidencePair, question: QuizQuestion): void {
  const { names } = openModelAnswer(question);
  const own = findAnswer(learner, question);
  const gap = findGap(own ?? "", { names });
  expect(
    gap,
    formatHint({
      expected: `a sentence of ${MIN_WORDS} words or more, which names: ${names.map(({ what }) => what).join("; ")}`,
      found: own === undefined ? "there is no answer" : (gap ?? "all of it"),
      look: `the chapter: ${question.chapter}. The model answer below the cell shows one way to say it`,
    }),
  ).to.equal(undefined);
}

exercise("04-windowed-delivery.quiz", { points: ASKED.length, title: "7. Quiz" }, (sides) => {
  for (const question of ASKED) {
    if (question.kind === "choice") it(`answers ${question.id}`, () => isRightChoice(sides, question));
    else it(`answers ${question.id} in words of one's own`, () => claimNamesAll(sides, question));
  }
});
