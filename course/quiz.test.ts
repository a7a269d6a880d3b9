import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { measureQuiz, readQuizAnswers } from "../scripts/course/measure-quiz";
import { getWrittenBankPath, type WrittenBank } from "../scripts/course/quiz-bank";
import { labs } from "./index";

const ROOT = join(import.meta.dirname, "..");
const LABS_WITH_QUIZ = labs.filter(({ id }) => existsSync(join(ROOT, getWrittenBankPath(id))));

for (const { id: lab, number } of LABS_WITH_QUIZ)
  describe(`the quiz of lab ${number}`, () => {
    const bank = JSON.parse(readFileSync(join(ROOT, getWrittenBankPath(lab)), "utf8")) as WrittenBank;
    const answers = readQuizAnswers(ROOT, lab);
    it("has an answer in the solution for each question, among the letters it offers", () => {
      for (const { id, kind, choices = {}, several } of bank.questions) {
        const answer = answers.get(id) ?? "";
        expect(answer, id).not.to.equal("");
        if (kind === "text") continue;
        expect(Object.keys(choices), id).to.include.members([...answer]);
        expect(answer.length, id).to.satisfy((length: number) => (several ? length > 1 : length === 1));
      }
      expect(new Set(bank.questions.map(({ id }) => id)).size).to.equal(bank.questions.length);
    });
    it("reveals no right answer by its letter or its length", async () => {
      const facts = (await measureQuiz(ROOT, lab))?.single ?? [];
      const count = (test: (fact: (typeof facts)[number]) => boolean): number => facts.filter(test).length;
      // By chance, each of four letters is right for a quarter of the questions.
      const most = Math.ceil(facts.length / 3);
      for (const letter of ["a", "b", "c", "d"])
        expect(
          count(({ right }) => right === letter),
          letter,
        ).to.be.within(Math.floor(facts.length / 6), most);
      expect(
        count(({ isLongest }) => isLongest),
        "the longest choice is right",
      ).to.be.at.most(most);
      expect(
        count(({ isShortest }) => isShortest),
        "the shortest choice is right",
      ).to.be.at.most(most);
    });
    it("has no answer in the learner's notebook", () => {
      const notebook = readFileSync(join(ROOT, "notebooks", `${lab}.ipynb`), "utf8");
      for (const { id } of bank.questions) {
        const line = `  "${id}": "${answers.get(id)}",`;
        expect(notebook, id).not.to.include(JSON.stringify(line).slice(1, -1));
      }
    });
  });
