import { join } from "node:path";
import { expect } from "chai";
import { exercise, hint, it, shown, type Evidence, type Sides } from "../../../grader/index";
import { askedOf, FEWEST_WORDS, readQuizBank, type QuizQuestion } from "../../../src/quiz/quiz";
import { findGap, openOwnWords } from "../../../src/quiz/own-words";
import { inSolution } from "../../evidence-words";

const ASKED = askedOf(readQuizBank(join(import.meta.dirname, "..", "..", "..")));

/** The learner's answer to a question; undefined if there is none, or it is no text. */
function answerTo(run: Evidence, { id }: QuizQuestion): string | undefined {
  const answer = run.answer("quiz");
  const found = "value" in answer ? (Object(answer.value) as Readonly<Record<string, unknown>>)[id] : undefined;
  return typeof found === "string" ? found : undefined;
}

/** The letters of an answer in alphabetical order, each once. */
const lettersOf = (answer: string): string => [...new Set(answer.toLowerCase().replace(/[^a-z]/g, ""))].sort().join("");

function isRightChoice({ learner, solution }: Sides, question: QuizQuestion): void {
  const own = answerTo(learner, question);
  expect(
    lettersOf(own ?? ""),
    hint({
      expected: question.several ? "all letters that are right, and no other" : "another letter",
      found: own === undefined ? "there is no answer" : shown(own),
      look: `the chapter: ${question.chapter}`,
    }),
  ).to.equal(lettersOf(inSolution(answerTo(solution, question))));
}

function namesAll({ learner }: Sides, question: QuizQuestion): void {
  const { names } = openOwnWords(question);
  const own = answerTo(learner, question);
  const gap = findGap(own ?? "", { names });
  expect(
    gap,
    hint({
      expected: `a sentence of ${FEWEST_WORDS} words or more, which names: ${names.map(({ what }) => what).join("; ")}`,
      found: own === undefined ? "there is no answer" : (gap ?? "all of it"),
      look: `the chapter: ${question.chapter}. The model answer below the cell shows one way to say it`,
    }),
  ).to.equal(undefined);
}

exercise("04-windowed-delivery.quiz", { points: ASKED.length, title: "7. Quiz" }, (sides) => {
  for (const question of ASKED) {
    if (question.kind === "choice") it(`answers ${question.id}`, () => isRightChoice(sides, question));
    else it(`answers ${question.id} in words of one's own`, () => namesAll(sides, question));
  }
});
