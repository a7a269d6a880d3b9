import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { labs } from "../course/index";
import { writeMutants } from "../grader/testing/write-mutants";
import type { Bench, Row } from "./bench";
import { createClass } from "./graders/class-of-a-lab";
import { assertMatches } from "./graders/assert-matches";
import { runTimed, type ClassTiming } from "./graders/timed-class";

const SUBMISSIONS = Number(process.env["GRADE_SUBMISSIONS"] ?? "100");
/** Labs by number, with the most seconds that a submission of each may take in a batch. */
const GOALS = { "03": { seconds: 1 }, "04": { seconds: 5 } } as const;
/** The labs' numbers, separated by commas. */
const LABS = (process.env["GRADE_LABS"] ?? Object.keys(GOALS).join()).split(",");

export const gradeLabs: Bench = {
  name: "grade-labs",
  does: `a class of ${SUBMISSIONS} of lab 03, and one of lab 04, on two workers: each row as it was made to be, and no two learners write the same (Linux, bubblewrap).`,
  async run(root) {
    const rows: Row[] = [];
    for (const [number, { seconds }] of Object.entries(GOALS))
      if (LABS.includes(number)) rows.push(...(await gradeLab(root, number, seconds)));
    return rows;
  },
};

async function gradeLab(root: string, number: string, goal: number): Promise<Row[]> {
  const lab = labs.find((lab) => lab.number === number);
  if (lab === undefined) throw new Error(`There is no lab ${number}.`);
  const folder = mkdtempSync(join(tmpdir(), "labs-bench-"));
  try {
    const mutants = await createClass(root, lab.id, SUBMISSIONS);
    writeMutants(join(folder, "class"), mutants);
    const grade = (of: string, out: string): Promise<ClassTiming> =>
      runTimed(
        root,
        [join(root, "scripts", "labs.mjs"), "grade", number, join(folder, of), "--out", out, "--workers", "2"],
        join(out, "progress.jsonl"),
      );
    // One submission by itself, untimed: the first batch after an install makes the compiler's snapshot and runs the solution, for all later ones.
    writeMutants(join(folder, "one"), mutants.slice(0, 1));
    await grade("one", join(folder, "out-of-one"));
    const out = join(folder, "out");
    const graded = await grade("class", out);
    const results = assertMatches(mutants, out);
    return [
      {
        what: `lab ${number}: each, the command's start and end included`,
        unit: "s",
        values: [graded.seconds / SUBMISSIONS],
        goal: { atMost: goal },
      },
      {
        what: `lab ${number}: processor time of each, that of all processes together`,
        unit: "s",
        values: [graded.processorSeconds / SUBMISSIONS],
      },
      {
        what: `lab ${number}: from a submission's first read to its marks, two at a time`,
        unit: "s",
        values: results.submissions.map((submission) => submission.seconds),
      },
      ...graded.rows.map((row) => ({ ...row, what: `lab ${number}: ${row.what}` })),
      { what: `lab ${number}: programs that wanted a core at its end (load)`, unit: "", values: [loadavg()[0] ?? NaN] },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
