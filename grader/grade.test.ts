import { spawn } from "node:child_process";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { strToU8, zipSync } from "fflate";
import { useEmptyFolder } from "../cloud/testing/temporary-folder";
import type { GradeResults } from "./reports/results";
import { explainNotConfined } from "./sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "./sandbox/limits";

const ROOT = join(import.meta.dirname, "..");

/** Runs the `labs` command as an instructor does. */
function runLabs(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ status: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(ROOT, "scripts", "labs.mjs"), ...args], {
      cwd: ROOT,
      env: { ...process.env, ...env },
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (text) => {
      out += String(text);
    });
    child.stderr.on("data", (text) => {
      err += String(text);
    });
    child.on("close", (status) => {
      resolve({ status, out, err });
    });
  });
}

interface Cell {
  readonly id: string;
  readonly source: readonly string[];
}

/** Moves an exercise's answer out of its cell into cells of the learner's own below it. */
function moveAnswer(notebook: string, exercise: string, { copies }: { readonly copies: number }): string {
  const { cells, ...rest } = JSON.parse(notebook) as { cells: Cell[] };
  const moved = cells.flatMap((cell) => {
    if (cell.id !== exercise) return [cell];
    const findLine = (word: string): number => cell.source.findIndex((line) => line.includes(word));
    const [first, end] = [findLine("START CODE HERE") + 1, findLine("END CODE HERE")];
    const source = [...cell.source.slice(0, first), 'console.log("see below");\n', ...cell.source.slice(end)];
    const answer = cell.source.slice(first, end);
    const ownCells = Array.from({ length: copies }, (_, n) => ({
      ...cell,
      id: `own-${n}`,
      metadata: {},
      source: answer,
    }));
    return [{ ...cell, source }, ...ownCells];
  });
  return JSON.stringify({ ...rest, cells: moved });
}

describe("labs grade", () => {
  const folder = useEmptyFolder();

  it("grades a folder of submissions, shows its progress, and writes every report", async () => {
    const notebook = await readFile(join(ROOT, "solutions", "01-streaming-ingestion_Solution.ipynb"), "utf8");
    const script = await readFile(join(ROOT, "solutions", "src", "etl", "consumer_Solution.ts"), "utf8");
    await writeFile(
      join(folder, "anna.zip"),
      zipSync({ "01-streaming-ingestion.ipynb": strToU8(notebook), "src/etl/consumer.ts": strToU8(script) }),
    );
    await writeFile(
      join(folder, "bert.ipynb"),
      await readFile(join(ROOT, "notebooks", "01-streaming-ingestion.ipynb")),
    );
    await writeFile(join(folder, "carla.ipynb"), "no notebook");
    const otherLab = await readFile(join(ROOT, "notebooks", "02-fuel-network.ipynb"));
    await writeFile(join(folder, "dora.ipynb"), otherLab);
    await writeFile(
      join(folder, "emil.zip"),
      zipSync({ "lab.ipynb": otherLab, "src/etl/consumer.ts": strToU8(script) }),
    );
    await writeFile(join(folder, "finn.ipynb"), moveAnswer(notebook, "create-buckets", { copies: 2 }));
    const unsafe = explainNotConfined(DEFAULT_LIMITS) === undefined ? [] : ["--unsafe"];
    const { status, out, err } = await runLabs([
      "grade",
      "01",
      folder,
      "--out",
      join(folder, "grades"),
      "--workers",
      "2",
      "--seed",
      "5",
      ...unsafe,
    ]);
    expect(status, err).to.equal(0);
    expect(out).to.match(/^6 submissions graded\. The reports are in .*grades: open report\.html\.$/m);
    expect(err).to.match(/6\/6 {2}/);

    const results = JSON.parse(await readFile(join(folder, "grades", "results.json"), "utf8")) as GradeResults;
    expect(results).to.deep.include({ lab: "01-streaming-ingestion", seed: 5 });
    expect(results.submissions.map(({ id, status: state, score, max }) => [id, state, score, max])).to.deep.equal([
      ["anna", "graded", 27, 27],
      ["bert", "graded", 0, 27],
      ["carla", "unreadable", 0, 27],
      ["dora", "unreadable", 0, 27],
      ["emil", "graded", 6, 27],
      ["finn", "graded", 19, 27],
    ]);
    expect(results.submissions[3]?.notes.join()).to.match(
      /^This is lab 02, not lab 01\. Hand in 01-streaming-ingestion\.ipynb/,
    );
    // The learner's page lists at its top what was not found, and the command names the submissions.
    const notFound = { emil: "the notebook is that of lab 02", finn: "2 cells may hold its answer" };
    for (const [id, because] of Object.entries(notFound)) {
      const page = await readFile(join(folder, "grades", "submissions", id, "feedback.html"), "utf8");
      // Each exercise repeats it with advice: the list is above them.
      expect(page.slice(0, page.indexOf("Write your answer"))).to.contain(`not found, because ${because}`);
      expect(page).not.to.contain("handed out");
    }
    expect(out).to.match(/Look first at:[\s\S]* 3 with answers that could not be found: bert, emil, finn$/m);
    expect(results.submissions[1]?.notes).to.include("There is no src/etl/consumer.ts: its exercises count as open.");
    expect((await readdir(join(folder, "grades"), { recursive: true })).sort()).to.deep.equal(
      [
        "canvas.csv",
        "grades.csv",
        "moodle.csv",
        "progress.jsonl",
        "report.html",
        "results.json",
        "submissions",
        ...["anna", "bert", "carla", "dora", "emil", "finn"].flatMap((id) => [
          `submissions/${id}`,
          `submissions/${id}/feedback.html`,
          `submissions/${id}/results.json`,
        ]),
        "written.json",
      ].sort(),
    );
  });

  it("refuses if submissions can't be confined, unless an option allows it", async () => {
    await writeFile(
      join(folder, "bert.ipynb"),
      await readFile(join(ROOT, "notebooks", "01-streaming-ingestion.ipynb")),
    );
    const grade = ["grade", "01", join(folder, "bert.ipynb"), "--out", join(folder, "grades")];
    const refused = await runLabs(grade, { PATH: "/nowhere" });
    expect(refused.status).to.equal(1);
    expect(refused.err).to.match(/Submissions can't be sandboxed here: .* Nothing was graded\.[\s\S]*--unsafe/);
    const graded = await runLabs([...grade, "--unsafe"], { PATH: "/nowhere" });
    expect([graded.status, /submissions run without a sandbox/.test(graded.err)]).to.deep.equal([0, true]);
  });

  for (const [title, args, says] of [
    ["a shard without --out", ["grade", "01", ".", "--shard", "1/2"], /--out is missing/],
    [
      "with an invalid number of workers",
      ["grade", "01", ".", "--out", "x", "--workers", "many"],
      /--workers must be a whole number/,
    ],
    ["a missing path", ["grade", "01", "/nowhere", "--out", "x"], /There is no \/nowhere/],
    ["a missing lab", ["grade", "77", ".", "--out", "x"], /There is no lab "77"/],
  ] as const) {
    it(`refuses to grade ${title}`, async () => {
      const { status, err } = await runLabs(args);
      expect(status).to.equal(2);
      expect(err).to.match(says);
    });
  }
});

describe("labs check", () => {
  it("reports every exercise of the original files as open", async () => {
    const { status, out } = await runLabs(["check", "01"]);
    expect(status).to.equal(1);
    expect(out).to.match(
      /○ 1\.1 Create a data stream: still open\n {4}This exercise is still open: there is no code of yours between START CODE HERE and END CODE HERE yet, or only comments\. /,
    );
    expect(out).to.match(/0 of 11 exercises are right\./);
  });

  it("checks a single exercise, and knows the names of all", async () => {
    for (const named of ["01-streaming-ingestion.route", "route"]) {
      const { status, out } = await runLabs(["check", "01", "--exercise", named]);
      expect([status, out.trim().split("\n").length], named).to.deep.equal([1, 2]);
    }
    const none = await runLabs(["check", "01", "--exercise", "routes"]);
    expect([
      none.status,
      /has no exercise "01-streaming-ingestion\.routes"\. They are: 01-streaming-ingestion\.student-name/.test(
        none.err,
      ),
    ]).to.deep.equal([2, true]);
  });
});
