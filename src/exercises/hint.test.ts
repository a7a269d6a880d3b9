import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { captureOutput } from "../testing/capture-output";
import { catchFailure } from "../testing/catch-failure";
import { hint, listHintCounts } from "./hint";

const LAB = "05-resharding";
const MERGE = `${LAB}.merge`;
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
