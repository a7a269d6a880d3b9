import { expect } from "chai";
import { NO_CLOUD, type CellEvidence, type RunEvidence } from "../evidence/evidence";
import { NO_ANSWERS, type Answers } from "../merge/answers";
import { HELPER_CELL } from "../merge/helper-cell";
import { readSkeleton } from "../merge/read-skeleton";
import type { Code } from "../run/known-runs";
import type { RunSettings } from "../run/run-cells";
import { TINY_LAB } from "../testing/tiny-lab";
import { findChosenNames, toLearnerNames } from "./learner-names";
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

describe("the error that stopped an exercise's code", () => {
  const [notebook] = createUnits(readSkeleton(TINY_LAB), { scripts: [{ path: "src/etl/tiny.ts" }] });
  const findCause = (...cells: Partial<CellEvidence>[]) =>
    notebook?.findProblem(createRun(cells), "99-tiny.second")?.says;
  const second = { id: "second", error: "Type error in line 2: Cannot find name 'SECOND'." };

  it("is its own cell's message", () => {
    expect(findCause(second)).to.equal("Your cell didn't start. Type error in line 2: Cannot find name 'SECOND'.");
    expect(findCause({ id: "first", error: "Type error in line 1: ';' expected." })).to.equal(undefined);
  });

  for (const [error, advice] of [
    ["Your code ran for more than 10 s.", /It takes far too many steps\. If it has a loop, does that loop end\?/],
    [
      "Your code waited for more than 60 s. Its last call was ListShards of kinesis.",
      /waiting for something that never/,
    ],
    ["Your code did not end within 10 s.", /It takes far too many steps, or waits/],
  ] as const)
    it(`includes advice on a loop or a wait, if the cause is known: ${error}`, () => {
      expect(findCause({ id: "second", error })).to.match(advice);
      if (error.includes("waited")) expect(findCause({ id: "second", error })).not.to.contain("loop");
    });

  it("is that of the learner's helpers, if the cell only lacks their names", () => {
    const helpers = { id: HELPER_CELL, error: "Type error in line 1: 'lib' has no exported member named 'x'." };
    const says =
      "Your cell outside of the exercises didn't start. Type error in line 1: 'lib' has no exported member named 'x'.";
    expect(findCause(helpers, second)).to.equal(says);
    expect(findCause(helpers)).to.equal(says);
    expect(findCause(helpers, { id: "second", error: "TypeError in line 1: x is not a function" })).to.equal(
      "Your cell stopped: TypeError in line 1: x is not a function.",
    );
  });

  it("is the limit that all cells together have reached", () => {
    const error = "Your code stored more than 64 MiB in the cloud.";
    expect(findCause({ id: HELPER_CELL, error })).to.equal(`Your notebook stopped: ${error}`);
  });

  it("is the file a given cell imports, if it doesn't compile: all other errors follow from it", () => {
    expect(findCause({ id: "setup", error: "src/etl/own.ts, line 3: ';' expected." }, second)).to.equal(
      "A file that the notebook imports doesn't compile: src/etl/own.ts, line 3: ';' expected. Fix this file first, because the cells need it.",
    );
  });
});

describe("a known run of a notebook", () => {
  it("is that of another set of judged exercises, unless the work after the cells is the same", async () => {
    const [notebook] = createUnits(readSkeleton(TINY_LAB), {
      scripts: [{ path: "src/etl/tiny.ts" }],
      slowToCollect: ["99-tiny.second"],
    });
    const found: unknown[] = [];
    // The border: a run with known evidence needs nothing else.
    const settings = {
      compiler: { compileCells: () => Promise.resolve({ cells: [], essence: [] }) },
      sandbox: { isConfined: true },
      seed: 1,
      known: {
        async run(code: Promise<Code | undefined>) {
          found.push((await code)?.whole);
          return createRun([]);
        },
      },
    } as unknown as RunSettings;
    for (const judged of [["99-tiny.first"], ["99-tiny.second"], ["99-tiny.first", "99-tiny.second"], undefined])
      await notebook?.run({ answers: NO_ANSWERS, take: new Set(), ...(judged ? { judged } : {}) }, settings);
    const [fast, slow, both, all] = found;
    expect(fast).to.not.deep.equal(slow);
    expect([both, all]).to.deep.equal([slow, slow]);
  });
});

describe("the line numbers of an answer", () => {
  const skeleton = readSkeleton(TINY_LAB);
  const [, script] = createUnits(skeleton, { scripts: [{ path: "src/etl/tiny.ts" }] });
  const createAnswers = (bodies: Answers["bodies"]): Answers => ({ ...NO_ANSWERS, bodies });

  it("match the learner's own script, even after an answer longer than the stub", () => {
    const answers = createAnswers(new Map([["src/etl/tiny.ts", [["text =", '  "hello";'], ['key = "k";']]]]));
    expect(script?.answer(answers, "99-tiny.text").lines.map(({ number }) => number)).to.deep.equal([6, 7]);
    expect(script?.answer(answers, "99-tiny.key").lines).to.deep.equal([{ number: 11, text: 'key = "k";' }]);
  });
});

describe("names that learners choose", () => {
  const names = [{ exercise: "99-tiny.key", constant: "key" }];
  const { scripts } = readSkeleton(TINY_LAB);
  const renameIn = (name: string, text: string) => renameInCode(`"${name}"`, text);
  const renameInCode = (code: string, text: string) =>
    toLearnerNames(
      findChosenNames(
        names,
        { ...NO_ANSWERS, bodies: new Map([["src/etl/tiny.ts", [undefined, [`key = ${code};`]]]]) },
        scripts,
      ),
    )({ text }).text;

  it("appear in the result of a run with the solution's names", () => {
    expect(renameIn("grace", "the name k is gone")).to.equal("the name grace is gone");
    expect(renameIn("k-the-first", "k-the-first: k")).to.equal("k-the-first: k-the-first");
    expect(renameIn("grace\" + '-h", "the stack k")).to.equal("the stack k");
    expect(renameIn('"+x', "the stack k")).to.equal("the stack k");
  });

  it("may be in brackets, unless a method changes them", () => {
    expect(renameInCode('("grace")', "the name k")).to.equal("the name grace");
    expect(renameInCode('( "gr" + "ace" )', "the name k")).to.equal("the name grace");
    expect(renameInCode('("grace").slice(1)', "the name k")).to.equal("the name k");
    expect(renameInCode('("grace") + x', "the name k")).to.equal("the name k");
  });
});
