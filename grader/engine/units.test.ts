import { expect } from "chai";
import { NO_CLOUD, type CellEvidence, type RunEvidence } from "../evidence/evidence";
import { skeletonOf } from "../merge/read-skeleton";
import { TINY_LAB } from "../testing/tiny-lab";
import { unitsOf } from "./units";

const ran = (cells: readonly Partial<CellEvidence>[]): RunEvidence => ({
  cells: cells.map((cell) => ({ id: "", ok: false, output: "", ...cell })),
  scripts: [],
  end: "done",
  answers: {},
  journal: [],
  seen: {},
  cloud: NO_CLOUD,
});

describe("what stopped the code of an exercise", () => {
  const [notebook] = unitsOf(skeletonOf(TINY_LAB), { scripts: [{ path: "src/etl/tiny.ts" }] });
  const cause = (...cells: Partial<CellEvidence>[]) => notebook?.problem(ran(cells), "99-tiny.second")?.says;
  const second = { id: "second", error: "Type error in line 2: Cannot find name 'SECOND'." };

  it("is what its own cell says", () => {
    expect(cause(second)).to.equal("Your cell did not start. Type error in line 2: Cannot find name 'SECOND'.");
    expect(cause({ id: "first", error: "Type error in line 1: ';' expected." })).to.equal(undefined);
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
      expect(cause({ id: "second", error })).to.match(advice);
      if (error.includes("waited")) expect(cause({ id: "second", error })).not.to.contain("loop");
    });

  it("is the file that a given cell imports, where that cannot be compiled: all other errors come from it", () => {
    expect(cause({ id: "setup", error: "src/etl/own.ts, line 3: ';' expected." }, second)).to.equal(
      "A file that the notebook imports does not compile: src/etl/own.ts, line 3: ';' expected. Mend this file first. The cells need it.",
    );
  });
});
