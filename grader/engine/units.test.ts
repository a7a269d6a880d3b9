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

  it("is the file that a given cell imports, where that cannot be compiled: all other errors come from it", () => {
    expect(cause({ id: "setup", error: "src/etl/own.ts, line 3: ';' expected." }, second)).to.equal(
      "A file that the notebook imports does not compile: src/etl/own.ts, line 3: ';' expected. Mend this file first. The cells need it.",
    );
  });
});
