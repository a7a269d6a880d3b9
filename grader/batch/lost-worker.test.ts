import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { skipIf, itIfLong } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { bundleGrader } from "../core/bundle.mjs";
import { startCompilerProcess } from "../compile/compiler-process";
import { chooseFastFolder } from "../sandbox/fast-folder";
import { explainNotConfined } from "../sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "../sandbox/limits";
import { gradeBy } from "../testing/grade-by";
import { PLAIN_LAB, PLAIN_ROOT, createPlainLab } from "../testing/plain-lab";
import { gradeAll } from "./grade-all";

const ROOT = join(import.meta.dirname, "..", "..");
const TOKEN = `stuck${process.pid}`;

/** The plain lab's notebook with all answers right but this one. */
function createNotebook(limit: string): string {
  const { cells, answers } = createPlainLab();
  const createNotebookWithAnswer = ({ exercise, source }: { exercise?: string; source: string }) => {
    const [right] = answers[exercise ?? ""]?.right ?? [];
    const lines = exercise === "99-plain.limit" ? [limit] : right;
    return lines
      ? source.replace(/(START CODE HERE[^\n]*\n)[\s\S]*?(\/\/ ### END)/, `$1${lines.join("\n")}\n$2`)
      : source;
  };
  return JSON.stringify({
    cells: cells.map((cell) => ({
      cell_type: "code",
      id: cell.id,
      metadata: cell.exercise === undefined ? {} : { labs: { exercise: cell.exercise } },
      outputs: [],
      execution_count: null,
      source: createNotebookWithAnswer(cell),
    })),
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });
}

describe("a worker that exits during a submission", () => {
  it("rejects a submission that ends the worker while it is read, and reports a grader fault after that; others continue", async () => {
    const { all } = await gradeBy("dying-worker.mjs", ["honest", "unread", "read", "honest"]);
    expect(all.map(({ result: { status, score } }) => [status, score])).to.deep.equal([
      ["graded", 4],
      ["rejected", 0],
      ["grader-fault", 0],
      ["graded", 4],
    ]);
    expect(all[1]?.result.notes.join()).to.match(/Save the notebook again/);
  });

  it("times out a submission whose runs hang, leaves those runs out, and removes its files", async () => {
    process.env["LABS_TEST_TOKEN"] = TOKEN;
    const { all } = await gradeBy("stuck-worker.mjs", ["honest", "stuck", "honest"], { stuckMs: 2_000 });
    expect(all.map(({ result: { status, score } }) => [status, score])).to.deep.equal([
      ["graded", 4],
      ["timeout", 3],
      ["graded", 4],
    ]);
    expect(all[1]?.result.notes).to.deep.equal([JSON.stringify({ together: "busy", alone: "busy" })]);
    expect(readdirSync(tmpdir()).filter((name) => name.includes(TOKEN))).to.deep.equal([]);
  });

  for (const [how, id, disk] of [
    ["a worker reporting that a run filled its disk", "full", "own"],
    ["a worker whose files fill this machine's disk", "filling", "shared"],
  ] as const)
    it(`${how} leaves the run out and removes its files; its neighbors are graded`, async () => {
      process.env["LABS_TEST_TOKEN"] = TOKEN;
      const { all } = await gradeBy("stuck-worker.mjs", ["honest", id, "honest"], { disk });
      expect(all.map(({ result: { score } }) => score)).to.deep.equal([4, 3, 4]);
      expect(all[1]?.result.notes).to.deep.equal([JSON.stringify({ alone: "full" })]);
      expect(readdirSync(tmpdir()).filter((name) => name.includes(TOKEN))).to.deep.equal([]);
    });

  itIfLong("times out a submission that hangs in one run after another", async () => {
    const { all } = await gradeBy("stuck-worker.mjs", ["always stuck"], { stuckMs: 2_000 });
    expect(all[0]?.result).to.deep.include({ status: "timeout", score: 0, max: 4 });
    expect(all[0]?.result.notes.join()).to.match(/repeatedly/);
  });

  itIfLong(
    "keeps the marks of right answers when one answer hangs the worker, and leaves neither files nor processes",
    async function () {
      skipIf(this, explainNotConfined(DEFAULT_LIMITS));
      const folder = createTemporaryFolder();
      writeFileSync(join(folder, "busy.ipynb"), createNotebook("const LIMIT = 55; // keeps the cloud busy"));
      writeFileSync(join(folder, "honest.ipynb"), createNotebook("const LIMIT = 55;"));
      const programs = await bundleGrader(ROOT);
      const compiler = startCompilerProcess({ program: programs.compiler, root: ROOT, maxSeconds: 60 });
      const before = new Set(readdirSync(chooseFastFolder()));
      const found = ["busy", "honest"].map((id) => ({ id, path: join(folder, `${id}.ipynb`), student: {} }));
      const lab = { lab: PLAIN_LAB.id, labRoot: PLAIN_ROOT, handedIn: PLAIN_LAB };
      const batch = {
        root: ROOT,
        ...lab,
        seed: 1,
        unsafe: false,
        paths: [],
        out: "",
        workers: 1,
        onProgress: () => undefined,
      };
      const { all } = await gradeAll(found, {
        batch,
        program: programs.worker,
        askCompiler: compiler.askCompiler,
        log: () => Promise.resolve({ before: new Map(), add: () => Promise.resolve() }),
        // An honest worker on a busy machine is silent for less.
        stuckMs: 10_000,
      });
      await compiler.close();
      expect(all.map(({ result: { status, score } }) => [status, score])).to.deep.equal([
        ["timeout", 3],
        ["graded", 4],
      ]);
      expect(JSON.stringify(all[0]?.result.exercises)).to.contain("kept its lab cloud busy");
      const left = readdirSync(chooseFastFolder()).filter(
        (name) => name.startsWith("labs-grading-") && !before.has(name),
      );
      expect(left.filter((name) => !existsSync(`/proc/${name.split("-")[2] ?? ""}`))).to.deep.equal([]);
    },
  );
});
