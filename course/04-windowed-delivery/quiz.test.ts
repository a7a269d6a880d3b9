import { expect } from "chai";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readQuizAnswers } from "../../scripts/course/measure-quiz";
import { buildQuizBank, getWrittenBankPath, type WrittenBank } from "../../scripts/course/quiz-bank";
import { openModelAnswer } from "../../src/quiz/model-answer";
import { type QuizQuestion, getQuizBankPath, selectQuestions, readQuizBank, toBankLetters } from "../../src/quiz/quiz";
import { showModelAnswers } from "../../src/quiz/show-quiz";
import { captureOutput } from "../../src/testing/capture-output";
import { listQuizQuestions } from "../claim-quiz";

const ROOT = join(import.meta.dirname, "..", "..");
const LAB = "04-windowed-delivery";
const LABS = ["01-streaming-ingestion", "02-fuel-network", "03-data-collection", "04-windowed-delivery"];

/** The eight questions of the seed. */
const OF_THE_SEED = [
  ...["use-cases", "delivery-stream", "sources-and-sinks", "transformation"],
  ...["transformation-fields", "lambda-pros-and-cons", "transformation-errors", "dynamic-partitioning"],
];

describe("the question bank", () => {
  const bank = JSON.parse(readFileSync(join(ROOT, getWrittenBankPath(LAB)), "utf8")) as WrittenBank;
  const handedOut = readQuizBank(LAB, ROOT);
  it("has a model answer and its points for each question in sentences, which earns no mark", () => {
    const texts = bank.questions.filter(({ kind }) => kind === "text");
    expect(texts).to.have.lengthOf(3);
    for (const { id, model, names = [] } of texts) {
      expect(model, id).to.be.a("string").that.is.not.equal("");
      expect(names, id).not.to.deep.equal([]);
    }
    expect(listQuizQuestions(LAB).map(({ kind }) => kind))
      .to.include("choice")
      .and.not.include("text");
  });
  it("takes no sentence for a letter", () => {
    const answers = readQuizAnswers(ROOT, LAB);
    for (const text of ["S3 logs load S3 logs load", "Firehose cannot load events into S3"])
      for (const question of bank.questions.filter(({ kind }) => kind === "choice"))
        expect(toBankLetters(question, text), question.id).not.to.equal(answers.get(question.id));
  });
  it("takes the letters that an answer begins with, whatever explains them", () => {
    const question: QuizQuestion = {
      ...{ id: "q", chapter: "Lab 04", kind: "choice", asks: "Which?" },
      choices: { a: "A", b: "B", c: "C", d: "D" },
    };
    for (const [text, letters] of [
      ["B", "b"],
      ["(d)", "d"],
      ["a: in the buffer", "a"],
      ["A (each column)", "a"],
      ["c, because it is delivered", "c"],
      ["a and c", "ac"],
      ["c, a", "ac"],
      ["b or d", "bd"],
      ["abcd", "abcd"],
      ["e", "e"],
    ] as const)
      expect(toBankLetters(question, text), text).to.equal(letters);
    for (const sentence of ["A batch is delivered", "bad: it is lost"])
      expect(toBankLetters(question, sentence), sentence).to.have.lengthOf.above(1);
  });
  it("asks everyone the seed's eight questions, and draws others by the bank's seed, equally many per lab", () => {
    // An instructor may ask others of everybody, too.
    const always = selectQuestions(handedOut).filter((question) => question.always === true);
    expect(always.map(({ id }) => id)).to.include.members(OF_THE_SEED);
    expect(selectQuestions(handedOut)).to.have.length(always.length + handedOut.drawn);
    expect(selectQuestions(handedOut)).to.deep.equal(selectQuestions(handedOut));
    const drawn = [1, 2, 3, 4, 5].map((seed) => selectQuestions({ ...handedOut, seed }));
    expect(new Set(drawn.map((questions) => questions.map(({ id }) => id).join())).size).to.be.greaterThan(3);
    for (const questions of drawn)
      for (const lab of LABS)
        expect(
          questions.filter(({ always, chapter }) => always !== true && chapter.startsWith(`Lab ${lab.slice(0, 2)},`)),
          lab,
        ).to.have.length(bank.drawn / LABS.length);
  });
  it("draws all available questions if more are wanted, and treats an instructor's questions as a lab of their own", () => {
    const question: QuizQuestion = { id: "own", chapter: "Our guest", kind: "choice", asks: "?", choices: { a: "!" } };
    const all = [...handedOut.questions, question];
    expect(selectQuestions({ ...handedOut, drawn: 100, questions: all })).to.have.members(all);
    expect(selectQuestions({ ...handedOut, drawn: 5, questions: all })).to.include(question);
  });
  it("has a question on every part of labs 01 to 04 that comes before the lab's quiz, unless that quiz has it", () => {
    for (const lab of LABS) {
      const path = join(ROOT, getWrittenBankPath(lab));
      const { questions } = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as WrittenBank) : bank;
      const chapters = new Set([...bank.questions, ...questions].map(({ chapter }) => chapter));
      const folder = join(ROOT, "course", lab, "lab");
      const text = readdirSync(folder)
        .map((part) => readFileSync(join(folder, part), "utf8"))
        .join("\n");
      for (const [, number, title] of text.matchAll(/^\/\/ ## (\d+)\. (.*)$/gm)) {
        if (title === "Quiz") break;
        expect(chapters).to.include(`Lab ${lab.slice(0, 2)}, part ${number}: ${title}`);
      }
    }
  });
  it("is released with sealed model answers: the file hides them, checks and the notebook open them", async () => {
    const file = readFileSync(join(ROOT, getQuizBankPath(LAB)), "utf8");
    expect(await buildQuizBank(ROOT, LAB)).to.deep.equal([{ path: getQuizBankPath(LAB), text: file }]);
    for (const { id, kind, model = "", names = [] } of bank.questions.filter(({ kind }) => kind === "text")) {
      const question = handedOut.questions.find((question) => question.id === id);
      for (const hidden of [model.slice(0, 40), ...names]) expect(file, `${id}, ${kind}`).not.to.include(hidden);
      expect(question && openModelAnswer(question)).to.deep.equal({ model, names });
    }
  });
  it("names the file to change if a question no longer matches its sealed answer", () => {
    const [question] = handedOut.questions.filter(({ kind }) => kind === "text");
    expect(() => openModelAnswer({ id: "use-cases", asks: "Why?", sealed: question?.sealed ?? "" })).to.throw(
      "Change questions in the quiz.json of the lab's folder",
    );
  });
  describe("in the notebook", () => {
    const output = captureOutput();
    it("shows a model answer only to those who have answered in a sentence", () => {
      const { model = "", names = [] } = bank.questions.find(({ id }) => id === "use-cases") ?? {};
      showModelAnswers(LAB, { "use-cases": "no idea" });
      expect(output.getText()).to.include("use-cases: answer it first").and.not.include(model);
      for (const point of names) expect(output.getText()).not.to.include(point);
      showModelAnswers(LAB, { "use-cases": "It brings logs of a shop into buckets for an analysis." });
      expect(output.getText()).to.include(model);
      for (const point of names) expect(output.getText()).to.include(`  - ${point}`);
    });
  });
});
