import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { askedOf, readQuizBank } from "../../src/quiz/quiz";

const ROOT = join(import.meta.dirname, "..", "..");

describe("the question bank", () => {
  const bank = readQuizBank(ROOT);
  const solution = readFileSync(join(import.meta.dirname, "lab", "09-quiz.ts"), "utf8");
  it("has an answer in the solution for each question, in letters that it offers", () => {
    for (const { id, kind, choices = {}, several } of bank.questions) {
      const [, answer = ""] = new RegExp(`^  "${id}": "(.*)",`, "m").exec(solution) ?? [];
      expect(answer, id).not.to.equal("");
      if (kind === "text") continue;
      expect(Object.keys(choices), id).to.include.members([...answer]);
      expect(answer.length, id).to.satisfy((length: number) => (several ? length > 1 : length === 1));
    }
    expect(new Set(bank.questions.map(({ id }) => id)).size).to.equal(bank.questions.length);
  });
  it("has, for each answer in sentences, a model that names all it has to", () => {
    for (const { id, kind, model = "", names = [] } of bank.questions) {
      if (kind === "choice") continue;
      expect(names, id).not.to.deep.equal([]);
      for (const { pattern } of names) expect(model, id).to.match(new RegExp(pattern, "i"));
    }
  });
  it("asks the eight questions of the seed of everybody, and draws others by the seed, of every lab over the years", () => {
    expect(askedOf(bank).filter(({ always }) => always === true)).to.have.length(8);
    expect(askedOf(bank)).to.have.length(8 + bank.drawn);
    expect(askedOf(bank)).to.deep.equal(askedOf(bank));
    const drawn = [1, 2, 3, 4, 5].map((seed) =>
      askedOf({ ...bank, seed })
        .map(({ id }) => id)
        .join(),
    );
    expect(new Set(drawn).size).to.be.greaterThan(3);
    expect(new Set(bank.questions.map(({ chapter }) => chapter)).size).to.equal(5);
  });
});
