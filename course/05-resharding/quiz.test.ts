import { expect } from "chai";
import { LEFT_TO_CI, skipIf } from "../../cloud/testing/skip";
import { ROOT, useRehearsal } from "../testing/rehearsal";
import { drawOrder, readQuizBank, selectQuestions, toBankLetters } from "../../src/quiz/quiz";

const LAB = "05-resharding";
const RIGHT: Readonly<Record<string, string>> = {
  "which-shard": "b",
  "hot-key-split": "d",
  "child-first": "c",
  "merge-which": "b",
  "send-again": "a",
  "reading-removes": "a",
};

describe("the quiz of lab 05", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal(LAB);
  const questions = selectQuestions(readQuizBank(LAB, ROOT));

  it("asks six questions, with the choices in another order for another name, and in the bank's without one", () => {
    expect(questions.map(({ id }) => id)).to.deep.equal(Object.keys(RIGHT));
    for (const question of questions) {
      expect(drawOrder(question, " ")).to.deep.equal(["a", "b", "c", "d"]);
      expect(drawOrder(question, "Ada  Lovelace ")).to.deep.equal(drawOrder(question, "ada lovelace"));
      expect([...drawOrder(question, "Ada Lovelace")].sort()).to.deep.equal(["a", "b", "c", "d"]);
    }
    const orders = ["Ada", "Bob", "Cleo", "Dan"].map((name) =>
      questions.map((question) => drawOrder(question, name).join("")).join(),
    );
    expect(new Set(orders).size).to.equal(4);
  });

  it("gives full marks for the letters that a learner sees, and not for another learner's", async function () {
    skipIf(this, LEFT_TO_CI);
    const listLetters = (name: string) =>
      questions.map((question) => {
        const shown = Object.keys(question.choices ?? {});
        const letter = shown.find((item) => toBankLetters(question, item, name) === RIGHT[question.id]);
        return `  ${JSON.stringify(question.id)}: ${JSON.stringify(letter)},`;
      });
    const grade = async (name: string, letters: readonly string[]) => {
      const answer = [
        "const ANSWERS: Record<string, string> = {",
        `  name: ${JSON.stringify(name)},`,
        ...letters,
        "};",
      ];
      const { exercises } = await rehearsal().grade({ [`${LAB}.quiz`]: answer }, { others: "open" });
      return exercises.find(({ id }) => id === `${LAB}.quiz`)?.score;
    };
    expect(await grade("Ada Lovelace", listLetters("Ada Lovelace"))).to.equal(6);
    expect(await grade("Bob", listLetters("Ada Lovelace"))).to.be.lessThan(6);
    expect(await grade("", listLetters(""))).to.equal(6);
  });
});
