import { expect } from "chai";
import { NO_CLOUD, type CellEvidence, type RunEvidence } from "../evidence/evidence";
import { NO_ANSWERS, type Answers } from "../merge/answers";
import { readSkeleton } from "../merge/read-skeleton";
import { TINY_LAB } from "../testing/tiny-lab";
import { toOwnNames } from "./own-names";
import { createUnits } from "./units";

const createRun = (cells: readonly Partial<CellEvidence>[]): RunEvidence => ({
  cells: cells.map((cell) => ({ id: "", ok: false, output: "", ...cell })),
  scripts: [],
  end: "done",
  answers: {},
  journal: [],
  seen: {},
  cloud: NO_CLOUD,
});

describe("what stopped the code of an exercise", () => {
  const [notebook] = createUnits(readSkeleton(TINY_LAB), { scripts: [{ path: "src/etl/tiny.ts" }] });
  const findCause = (...cells: Partial<CellEvidence>[]) =>
    notebook?.findProblem(createRun(cells), "99-tiny.second")?.says;
  const second = { id: "second", error: "Type error in line 2: Cannot find name 'SECOND'." };

  it("is what its own cell says", () => {
    expect(findCause(second)).to.equal("Your cell did not start. Type error in line 2: Cannot find name 'SECOND'.");
    expect(findCause({ id: "first", error: "Type error in line 1: ';' expected." })).to.equal(undefined);
  });

  for (const [error, advice] of [
    ["Your code ran for more than 10 s.", /It is an endless loop, or takes far too many steps\./],
    [
      "Your code waited for more than 60 s. Its last call was ListShards of kinesis.",
      /waiting for something that never/,
    ],
    ["Your code did not end within 10 s.", /It is an endless loop, or it waits/],
  ] as const)
    it(`comes with advice on a loop or on a wait, as far as it is known which it was: ${error}`, () => {
      expect(findCause({ id: "second", error })).to.match(advice);
      if (error.includes("waited")) expect(findCause({ id: "second", error })).not.to.contain("loop");
    });

  it("is the file that a given cell imports, where that cannot be compiled: all other errors come from it", () => {
    expect(findCause({ id: "setup", error: "src/etl/own.ts, line 3: ';' expected." }, second)).to.equal(
      "A file that the notebook imports does not compile: src/etl/own.ts, line 3: ';' expected. Fix this file first. The cells need it.",
    );
  });
});

describe("the line numbers of an answer", () => {
  const skeleton = readSkeleton(TINY_LAB);
  const [, script] = createUnits(skeleton, { scripts: [{ path: "src/etl/tiny.ts" }] });
  const createAnswers = (bodies: Answers["bodies"]): Answers => ({ ...NO_ANSWERS, bodies });

  it("have their numbers in the learner's own script, also after an answer that is longer than the stub", () => {
    const answers = createAnswers(new Map([["src/etl/tiny.ts", [["text =", '  "hello";'], ['key = "k";']]]]));
    expect(script?.answer(answers, "99-tiny.text").lines.map(({ number }) => number)).to.deep.equal([6, 7]);
    expect(script?.answer(answers, "99-tiny.key").lines).to.deep.equal([{ number: 11, text: 'key = "k";' }]);
  });
});

describe("names that learners choose", () => {
  const names = [{ exercise: "99-tiny.key", constant: "key" }];
  const { scripts } = readSkeleton(TINY_LAB);
  const renameIn = (own: string, text: string) =>
    toOwnNames(
      names,
      { ...NO_ANSWERS, bodies: new Map([["src/etl/tiny.ts", [undefined, [`key = "${own}";`]]]]) },
      scripts,
    )({ text }).text;

  it("are the learner's own in the result of a run with the solution's name", () => {
    expect(renameIn("grace", "the name k is gone")).to.equal("the name grace is gone");
    expect(renameIn("k-the-first", "k-the-first: k")).to.equal("k-the-first: k-the-first");
    expect(renameIn('"+x', "the stack k")).to.equal("the stack k");
  });
});
