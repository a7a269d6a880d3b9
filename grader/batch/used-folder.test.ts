import { fork } from "node:child_process";
import { once } from "node:events";
import { appendFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { skipIf, itIfLong } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import type { GradeResults } from "../reports/results";
import { explainNotConfined } from "../sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "../sandbox/limits";
import { createPlainLab } from "../testing/plain-lab";

const RUN = join(import.meta.dirname, "..", "testing", "grade-plain.mjs");

/** The lab's notebook with an answer to its first exercise. */
function createNotebook(answer: string): string {
  const cells = createPlainLab().cells.map(({ id, exercise, source }) => ({
    cell_type: "code",
    id,
    metadata: exercise === undefined ? {} : { labs: { exercise } },
    outputs: [],
    execution_count: null,
    source:
      exercise === "99-plain.square"
        ? source.replace(/(START CODE HERE[^\n]*\n)[\s\S]*?(\/\/ ### END)/, `$1${answer}\n$2`)
        : source,
  }));
  return JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
}

describe("grading into a folder that already has results", () => {
  // Each test continues with what the one before has graded.
  const folder = createTemporaryFolder();
  before(async function () {
    skipIf(this, explainNotConfined(DEFAULT_LIMITS));
    for (const id of ["anna", "bert"]) await writeHandIn(id, "return n * n;");
  });

  const writeHandIn = (id: string, answer: string) => writeFile(join(folder, `${id}.ipynb`), createNotebook(answer));
  const getOutPath = (path: string) => join(folder, "grades", path);
  const read = (path: string) => readFile(getOutPath(path), "utf8");
  const grade = async (...args: string[]) => {
    const lines: unknown[] = [];
    // With one worker: each takes a second of processor time to start, and there are two submissions.
    const running = fork(RUN, [folder, getOutPath(""), "--workers=1", ...args], {
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    running.on("message", (message) => lines.push(message));
    const [status] = (await once(running, "exit")) as [number];
    return { status, messages: lines };
  };
  const readScores = async () =>
    (JSON.parse(await read("results.json")) as GradeResults).submissions.map(({ id, score, attempts }) => [
      id,
      score,
      ...(attempts ?? []).map((attempt) => `${attempt.score}${attempt.counts ? " counts" : ""}`),
    ]);

  it("is rejected until an option says what happens to its marks", async () => {
    expect(await grade()).to.deep.equal({ status: 0, messages: ["graded again", "graded again"] });
    const before = await read("results.json");
    const { status, messages } = await grade();
    expect(status).to.equal(2);
    expect(messages.join()).to.match(/holds the marks of an earlier run \(2 submissions\)[^]*--resume[^]*--fresh/);
    expect(await read("results.json")).to.equal(before);
    expect((await grade("--resume", "--fresh")).status).to.equal(2);
  });

  it("grades only a second submission, and keeps the marks of both", async () => {
    expect(await readScores()).to.deep.equal([
      ["anna", 1],
      ["bert", 1],
    ]);
    await writeHandIn("bert", "return n + n + 1;");
    expect((await grade("--resume")).messages).to.deep.equal(["graded again"]);
    expect(await readScores()).to.deep.equal([
      ["anna", 1],
      ["bert", 0, "1", "0 counts"],
    ]);
    expect(await grade("--resume")).to.deep.equal({ status: 0, messages: [] });
    expect(await readScores()).to.deep.equal([
      ["anna", 1],
      ["bert", 0, "1", "0 counts"],
    ]);
  });

  it("grades everything again if no mark in it counts", async () => {
    expect(await grade("--fresh")).to.deep.equal({ status: 0, messages: ["graded again", "graded again"] });
    expect(await readScores()).to.deep.equal([
      ["anna", 1],
      ["bert", 0],
    ]);
  });

  itIfLong("keeps edited reports beside the new ones, and treats unedited ones as such", async () => {
    await grade("--fresh");
    await appendFile(getOutPath("grades.csv"), "my own remark\n");
    const written = await read("grades.csv");
    expect((await grade("--resume")).status).to.equal(0);
    expect(await read("grades.edited-1.csv")).to.equal(written);
    expect(await read("grades.csv")).not.to.contain("my own remark");
    await grade("--fresh");
    expect(
      (await readdir(getOutPath(""), { recursive: true })).filter((path) => path.includes("edited")),
    ).to.deep.equal(["grades.edited-1.csv"]);
  });
});
