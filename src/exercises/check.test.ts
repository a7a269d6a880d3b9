import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { captureOutput } from "../testing/capture-output";
import { catchFailure } from "../testing/catch-failure";
import { check, warnIfUnsaved } from "./check";

describe("check", () => {
  const output = captureOutput();
  afterEach(() => {
    delete process.env["LABS_GRADING"];
  });

  it("does nothing while the grader runs the notebook, which would call itself", async () => {
    process.env["LABS_GRADING"] = "1";
    await check("01-streaming-ingestion.create-buckets");
    expect(output.getText()).to.equal("Checks don't run here.\n");
  });
  it("rejects an unknown exercise", async () => {
    expect(await catchFailure(check("create-buckets"))).to.equal(
      "No lab has an exercise `create-buckets`: exercises are named like 01-streaming-ingestion.create-buckets.",
    );
  });

  describe("in a copy for a class", () => {
    const COPY = ".labs/test-copy";
    const home = process.cwd();
    before(() => {
      mkdirSync(`${COPY}/src`, { recursive: true });
      for (const file of ["package.json", "src/index.ts"]) writeFileSync(`${COPY}/${file}`, "");
      process.chdir(COPY);
    });
    after(() => {
      process.chdir(home);
      rmSync(COPY, { recursive: true, force: true });
    });
    it("explains that it contains no checks", async () => {
      expect(await catchFailure(check("01-streaming-ingestion.create-buckets"))).to.equal(
        "This copy of the course has no checks. Ask the person who gave it to you.",
      );
    });
  });
});

describe("the warning before a check", () => {
  const key = Symbol.for("labs.executed");
  const addExecutedCells = (...cells: readonly { cellId?: string; code: string; at?: number }[]): void =>
    void Reflect.set(globalThis, key, cells);
  afterEach(() => {
    Reflect.deleteProperty(globalThis, key);
  });

  const saved = {
    path: "notebooks/01-streaming-ingestion.ipynb",
    cells: [
      { id: "a", code: "one" },
      { id: "b", code: "two", exercise: "01-streaming-ingestion.b" },
      { id: "c", code: "three", exercise: "01-streaming-ingestion.c" },
    ],
  };

  it("prints nothing if what ran matches what is saved", () => {
    addExecutedCells({ cellId: "a", code: "one" }, { cellId: "b", code: "two" });
    expect(warnIfUnsaved(saved)).to.equal(undefined);
  });
  it("names the exercises that differ", () => {
    addExecutedCells(
      { cellId: "a", code: "changed" },
      { cellId: "b", code: "changed" },
      { cellId: "c", code: "changed" },
    );
    expect(warnIfUnsaved(saved)).to.match(
      /Save it \(Ctrl\+S.*\n {2}Different: 01-streaming-ingestion\.b, 01-streaming-ingestion\.c$/s,
    );
  });
  it("advises running the cell, not saving it, if the notebook was saved after the run", () => {
    addExecutedCells({ cellId: "b", code: "changed", at: 10 }, { cellId: "c", code: "changed", at: 30 });
    expect(warnIfUnsaved({ ...saved, savedAt: 20 }, "01-streaming-ingestion.b"))
      .to.contain("Run the cell to bring your own cloud up to date.\n  Different: 01-streaming-ingestion.b")
      .and.not.to.contain("Save it");
    expect(warnIfUnsaved({ ...saved, savedAt: 20 }, "01-streaming-ingestion.c")).to.contain("Save it");
  });
  it("covers a single exercise if only that is checked", () => {
    addExecutedCells({ cellId: "b", code: "changed" });
    expect(warnIfUnsaved(saved, "01-streaming-ingestion.b")).to.contain("Different: 01-streaming-ingestion.b");
    expect(warnIfUnsaved(saved, "01-streaming-ingestion.c")).to.equal(undefined);
    expect(warnIfUnsaved(saved, "01-streaming-ingestion.in-a-script")).to.equal(undefined);
  });
  it("uses the last run of a cell", () => {
    addExecutedCells({ cellId: "b", code: "old" }, { cellId: "b", code: "two" });
    expect(warnIfUnsaved(saved)).to.equal(undefined);
  });
  it("skips cells that aren't in the notebook, and those that never ran", () => {
    addExecutedCells({ cellId: "elsewhere", code: "x" }, { code: "no id" });
    expect(warnIfUnsaved(saved)).to.equal(undefined);
  });
});
