import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readPredictionQuestions } from "../../../src/exercises/predict";
import { labs } from "../../../course/index";
import { runCommand } from "../command";
import { course } from "./course";

const ROOT = join(import.meta.dirname, "..", "..", "..");

describe("labs course", () => {
  const out: string[] = [];
  before(async () => {
    const print = (line: string) => void out.push(line);
    const io = { root: ROOT, cwd: ROOT, env: {}, isTerminal: false, printResult: print, printError: print };
    expect(await runCommand(course, [], io)).to.equal(0);
  });
  const readTable = (header: string): string[][] => {
    const begin = out.findIndex((line) => line.includes(header));
    const end = out.indexOf("", begin);
    return out.slice(begin + 1, end === -1 ? undefined : end).map((line) => line.trim().split(/\s{2,}/));
  };

  it("counts the exercises of each lab, and of all, by what they need and by how much is given", () => {
    const rows = readTable("need thought");
    expect(rows.map(([lab]) => lab)).to.deep.equal([...labs.map(({ number }) => number), "all"]);
    const [exercises = 0, thought = 0, ...kinds] = (rows.at(-1) ?? []).slice(1).map(Number);
    expect(thought).to.be.within(1, exercises);
    expect(kinds.reduce((sum, count) => sum + count, 0)).to.equal(exercises);
  });

  it("counts each lab's predictions", () => {
    for (const { id, number } of labs) {
      const questions = readPredictionQuestions(ROOT).filter((question) => question.id.startsWith(`${id}.`));
      const row = readTable("need thought").find(([lab]) => lab === number);
      expect(row?.[5], id).to.equal(String(questions.length));
    }
  });

  it("counts the questions of each quiz, and where their right answers are", () => {
    for (const [lab, count, earlierCount, single, ...places] of readTable("questions asked").map((row) =>
      row.map(Number),
    )) {
      expect(count, `lab ${lab}`).to.be.at.least(6);
      // Earlier questions come back: in every quiz except the first.
      expect(earlierCount, `lab ${lab}`).to.be.at.least(lab === 1 ? 0 : 1);
      expect(
        places.slice(0, 4).reduce((sum, count) => sum + count, 0),
        `lab ${lab}`,
      ).to.equal(single);
    }
  });

  it("counts the items of each seed, and of all, by whether learners do, see or only read of them", () => {
    const rows = readTable("seed's items");
    const mapped = labs.filter(({ id }) => existsSync(join(ROOT, "course", id, "seed-map.txt")));
    expect(rows.map(([lab]) => lab)).to.deep.equal([...mapped.map(({ number }) => number), "all"]);
    for (const [items = 0, ...statuses] of rows.map((row) => row.slice(1).map(Number))) {
      expect(items).to.be.greaterThan(0);
      expect(statuses.reduce((sum, count) => sum + count, 0)).to.equal(items);
    }
  });
});
