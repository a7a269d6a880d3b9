import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { labs } from "../course/index";
import type { GradeResults } from "../grader/index";
import { buildSolutionFiles } from "../scripts/labs/solution-files";
import type { Bench } from "./bench";

const ROUNDS = 5;
/** The number of submissions in a batch: so many that the batch's start, and the solution's run, matter little. */
const BATCH = 8;
/** The ceiling: a sandbox with a Node process that has loaded the lab's SDK clients. */
const BARE = [
  "--ro-bind",
  "/",
  "/",
  "--dev",
  "/dev",
  "--proc",
  "/proc",
  "--unshare-all",
  "--die-with-parent",
  process.execPath,
  "-e",
  "for (const name of ['kinesis', 'firehose', 's3']) require(`@aws-sdk/client-${name}`)",
];

export const gradeSubmission: Bench = {
  name: "grade-one",
  does: "one right submission of lab 01, alone and in a batch, from the command's start to its end (Linux, bubblewrap).",
  async run(root) {
    const folder = mkdtempSync(join(tmpdir(), "labs-bench-"));
    try {
      const first = join(folder, "one");
      await writeSubmission(root, join(first, "learner"));
      const batch = join(folder, "batch");
      for (let at = 0; at < BATCH; at += 1) await writeSubmission(root, join(batch, `learner-${at}`));
      // The first grading after a change of the sources bundles them, so it does not count.
      grade(root, first, folder);

      const rounds = Array.from({ length: ROUNDS }, () => ({
        alone: grade(root, first, folder),
        batch: grade(root, batch, folder),
        bare: measureBareSandbox(root),
      }));
      return [
        {
          what: "the submission itself, as results.json has it",
          unit: "s",
          values: rounds.flatMap(({ alone }) => alone.each),
          goal: { atMost: 3 },
        },
        {
          what: `a submission's share of a batch of ${BATCH}`,
          unit: "s",
          values: rounds.map(({ batch: run }) => run.seconds / BATCH),
          goal: { atMost: 3 },
        },
        {
          what: "the start of a batch: the command without its one submission",
          unit: "s",
          values: rounds.map(({ alone }) => alone.seconds - (alone.each[0] ?? NaN)),
          goal: { atMost: 2 },
        },
        {
          what: "the whole command for one, solution included",
          unit: "s",
          values: rounds.map(({ alone }) => alone.seconds),
        },
        { what: "ceiling: sandbox, Node and the SDK's clients", unit: "s", values: rounds.map(({ bare }) => bare) },
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Writes the solution as a submission, under the learner's own file names. */
async function writeSubmission(root: string, folder: string): Promise<void> {
  const [lab] = labs;
  if (lab === undefined) throw new Error("there is no lab to grade");
  for (const { path, text } of await buildSolutionFiles(root, lab)) {
    const location = join(folder, path.replace(/^notebooks\//, "").replace("_Solution", ""));
    mkdirSync(dirname(location), { recursive: true });
    writeFileSync(location, text);
  }
}

function grade(root: string, submissions: string, folder: string): { seconds: number; each: number[] } {
  const out = join(folder, "out");
  rmSync(out, { recursive: true, force: true });
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "scripts", "labs.mjs"), "grade", "01", submissions, "--out", out],
    { cwd: root, encoding: "utf8" },
  );
  const seconds = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(`labs grade ended with ${status}:\n${stdout}${stderr}`);
  const results = JSON.parse(readFileSync(join(out, "results.json"), "utf8")) as GradeResults;
  const lost = results.submissions.find(({ score, max }) => score !== max);
  if (lost) throw new Error(`the solution did not earn full marks: ${lost.id} has ${lost.score} of ${lost.max}`);
  return { seconds, each: results.submissions.map((submission) => submission.seconds) };
}

function measureBareSandbox(root: string): number {
  const began = performance.now();
  const { status, stderr } = spawnSync("bwrap", BARE, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`bwrap ended with ${status}: ${stderr}`);
  return (performance.now() - began) / 1000;
}
