import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { captureOutput } from "../testing/capture-output";
import { catchFailure } from "../testing/catch-failure";
import { storeAttempts } from "./attempt";
import { hint, listHintCounts } from "./hint";

const LAB = "05-resharding";
const MERGE = `${LAB}.merge`;
const SOLUTION = "```ts\nmerge(left, right);\n```";
const [QUESTION, WHERE, SHAPE] = ["Which two are neighbors?", "Look at the ranges.", "Two ids, lower one first."];

describe("hint", () => {
  const output = captureOutput();
  const home = process.cwd();
  let root: string;
  beforeEach(() => {
    root = createTemporaryFolder();
    for (const folder of ["src", "data"]) mkdirSync(join(root, folder));
    for (const file of ["package.json", "src/index.ts"]) writeFileSync(join(root, file), "");
    writeFileSync(join(root, "data", "hints.json"), JSON.stringify({ [MERGE]: [QUESTION, WHERE, SHAPE] }));
    process.chdir(root);
  });
  afterEach(() => {
    process.chdir(home);
    delete process.env["LABS_GRADING"];
  });

  it("asks a question first, then names where to look, then the form of the answer", async () => {
    await hint(MERGE);
    expect(output.getText()).to.include(QUESTION).and.include("hint 2 of 3").and.not.include(WHERE);
    await hint(MERGE);
    expect(output.getText()).to.include(WHERE).and.not.include(SHAPE);
    await hint(MERGE);
    expect(output.getText()).to.include(SHAPE).and.include(`check("${MERGE}")`);
  });

  it("counts the hints that were seen, at most three", async () => {
    expect(listHintCounts(root, LAB)).to.deep.equal({});
    for (const count of [1, 2, 3, 3]) {
      await hint(MERGE);
      expect(listHintCounts(root, LAB)).to.deep.equal({ [MERGE]: count });
    }
    expect(listHintCounts(root, "04-windowed-delivery")).to.deep.equal({});
  });

  describe("in a copy with solutions", () => {
    beforeEach(() => {
      mkdirSync(join(root, "notebooks"));
      const labs = { solutions: { [MERGE]: SOLUTION } };
      writeFileSync(join(root, "notebooks", `${LAB}.ipynb`), JSON.stringify({ cells: [], metadata: { labs } }));
    });

    it("shows the solution after three hints and a checked attempt, not before", async () => {
      storeAttempts(root, [{ id: MERGE, status: "open" }]);
      for (let n = 0; n < 5; n += 1) await hint(MERGE);
      expect(output.getText()).to.include("After that, this cell shows the solution, too.").and.not.include(SOLUTION);
      storeAttempts(root, [{ id: MERGE, status: "partial" }]);
      await hint(MERGE);
      expect(output.getText()).to.include(SOLUTION);
      expect(listHintCounts(root, LAB)).to.deep.equal({ [MERGE]: 3 });
    });

    it("shows hints to those whose attempt isn't right yet", async () => {
      storeAttempts(root, [{ id: MERGE, status: "wrong" }]);
      for (let n = 0; n < 3; n += 1) await hint(MERGE);
      expect(output.getText()).to.include(SHAPE).and.not.include(SOLUTION);
      await hint(MERGE);
      expect(output.getText()).to.include(SOLUTION);
    });

    it("shows the solution at once, and counts no hint, if the answer is right", async () => {
      storeAttempts(root, [{ id: MERGE, status: "right" }]);
      await hint(MERGE);
      expect(output.getText()).to.include(SOLUTION).and.not.include(QUESTION);
      expect(listHintCounts(root, LAB)).to.deep.equal({});
    });

    it("still gives hints if the notebook's file is damaged", async () => {
      writeFileSync(join(root, "notebooks", `${LAB}.ipynb`), "{");
      storeAttempts(root, [{ id: MERGE, status: "right" }]);
      await hint(MERGE);
      expect(output.getText()).to.include(QUESTION);
    });
  });

  it("promises no solution in a copy without solutions", async () => {
    storeAttempts(root, [{ id: MERGE, status: "wrong" }]);
    for (let n = 0; n < 4; n += 1) await hint(MERGE);
    expect(output.getText())
      .to.include(SHAPE)
      .and.not.match(/solution/i);
  });

  it("is available in every cell without an import", () => {
    expect(globalThis.hint).to.equal(hint);
  });

  it("counts nothing while the grader runs the notebook", async () => {
    process.env["LABS_GRADING"] = "1";
    await hint(MERGE);
    expect(listHintCounts(root, LAB)).to.deep.equal({});
    expect(output.getText()).not.to.include(QUESTION);
  });

  it("explains how exercises are named if the name is unknown", async () => {
    expect(await catchFailure(hint("merge"))).to.include("exercises are named like 02-fuel-network.folder");
    expect(listHintCounts(root, LAB)).to.deep.equal({});
  });
});
