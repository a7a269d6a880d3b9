import { expect } from "chai";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { labs } from "../course/index";
import { getBundledFile, bundleTests } from "../scripts/test/bundle";
import { createRow, formatRow, getMedian, getRatios, hasMetGoal, Run, takeTurns } from "./bench";
import { beginRecord, renderBenchmarksPage, readResults } from "./record";

describe("bench", () => {
  const row = createRow("start", "≤ 20 ms", [30, 10, 20]);

  it("takes the median of odd and even numbers of values", () => {
    expect([getMedian([3, 1, 2]), getMedian([4, 1, 3, 2]), getMedian([7])]).to.deep.equal([2, 2.5, 7]);
  });
  it("shows the median, the range and whether the goal was met", () => {
    expect(formatRow(row)).to.deep.equal(["start", "20 ms (10 ms to 30 ms, 3 runs); goal ≤ 20 ms: met"]);
    expect(formatRow({ ...row, values: [21] })[1]).to.match(/MISSED$/);
    expect(formatRow(createRow("x", "s", [1.234]))[1]).to.equal("1.23 s (1.23 s to 1.23 s, 1 runs)");
  });
  it("compares the median with the goal, if there is one", () => {
    expect([row, createRow("x", "s", [9]), createRow("y", "≤ 0", [0])].map(hasMetGoal)).to.deep.equal([
      true,
      true,
      true,
    ]);
    expect([{ ...row, values: [50, 60] }, createRow("z", "≥ 0.6 ×", [0.5])].map(hasMetGoal)).to.deep.equal([
      false,
      false,
    ]);
  });
  it("measures contestants in turn, another one first in each round, and forgets the warm-up", async () => {
    const order: string[] = [];
    const measure = (name: string) => () => order.push(name);
    const figures = await takeTurns({ ours: measure("ours"), bare: measure("bare") }, { rounds: 2 });
    expect(order).to.deep.equal(["ours", "bare", "bare", "ours", "ours", "bare"]);
    expect(figures).to.deep.equal({ ours: [4, 5], bare: [3, 6] });
    expect(getRatios(figures.ours, figures.bare)).to.deep.equal([4 / 3, 5 / 6]);
  });
  it("removes a run's folders after later work has ended", async () => {
    const run = new Run(".");
    const folder = run.createFolder();
    const seen: boolean[] = [];
    run.onEnd(() => seen.push(existsSync(folder)));
    await run.end();
    expect([...seen, existsSync(folder)]).to.deep.equal([true, false]);
  });
  it("records date, machine, versions, command and relevant variables before a run", () => {
    const run = beginRecord("grade-labs", { GRADE_SUBMISSIONS: "1000", GRADED: "no", HOME: "/nowhere" });
    expect(run.command).to.equal("GRADE_SUBMISSIONS=1000 npm run bench -- grade-labs");
    expect(run.date).to.match(/^20\d\d-\d\d-\d\d \d\d:\d\d UTC$/);
    expect(run.machine).to.match(/^\d+ × .*, \d+ GiB, /);
    expect(run.versions.join()).to.match(/^lab cloud .*,Node \d+\./);
  });
  it("generates its page from the stored runs", () => {
    const results = readResults(".");
    expect(results).to.have.length.greaterThan(0);
    expect(readFileSync("docs/benchmarks.md", "utf8")).to.equal(renderBenchmarksPage(results));
  });
  describe("as a program", () => {
    // From a bundle: tsx reads all of the project's files one by one, which takes six seconds of processor time.
    let bundle: Awaited<ReturnType<typeof bundleTests>>;
    let program: string;
    before(async () => {
      bundle = await bundleTests(".", ["bench/index.ts"]);
      program = getBundledFile(bundle?.folder ?? "", "bench/index.ts");
    });
    after(() => bundle?.remove());

    it("loads every benchmark without loading tests, and describes each by its README", () => {
      const list = execFileSync(process.execPath, [program], { encoding: "utf8" });
      const { stderr } = spawnSync(process.execPath, [program, "none"], { encoding: "utf8" });
      const described = list.split("\n").flatMap((line) => line.split(":")[0]?.split(", ") ?? []);
      const [, names = ""] = /There are: (.*)\./.exec(stderr) ?? [];
      expect(described.filter((name) => name !== "").sort()).to.deep.equal(names.split(", ").sort());
    });
    it("refuses a selection of mutants that is empty, instead of a score over none", () => {
      const run = (env: NodeJS.ProcessEnv) =>
        spawnSync(process.execPath, [program, "mutants"], { encoding: "utf8", env: { ...process.env, ...env } });
      const none = run({ MUTANTS_LABS: "01", MUTANTS_EXERCISES: "no-such-exercise" });
      expect([none.status, none.stdout.includes("score")]).to.deep.equal([2, false]);
      expect(none.stderr).to.include("No mutant is selected, so there is no score.");
      const unknown = run({ MUTANTS_LABS: "99" });
      expect([unknown.status, unknown.stderr.trim()]).to.deep.equal([
        2,
        `MUTANTS_LABS: there is no lab "99". There are: ${labs.map(({ number }) => number).join(", ")}.`,
      ]);
    });
  });
});
