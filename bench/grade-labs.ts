import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { labs } from "../course/index";
import type { GradeResults } from "../grader/index";
import { createMutants, type Mutant } from "../grader/testing/mutator";
import { createPlainLab } from "../grader/testing/plain-lab";
import { formatExpectedRows, formatRows, writeMutants } from "../grader/testing/write-mutants";
import { readList, readSetting, type Bench, type Row } from "./bench";
import { createClass } from "./class-of-a-lab";
import { runTimed } from "./timed-class";

/** GRADE_SUBMISSIONS=1000 shows that memory and time a submission do not grow. */
const SUBMISSIONS = readSetting("GRADE_SUBMISSIONS", { otherwise: 100, min: 2 });
/** The maximum number of seconds that a submission may take in a batch: of labs by number, and of a lab of ten cells without a cloud. */
const MAX_SECONDS: Readonly<Record<string, number>> = { plain: 0.1, "01": 0.4, "02": 1.2, "03": 1, "04": 5 };

export const gradeLabs: Bench = {
  name: "grade-labs",
  does: `a class of ${SUBMISSIONS} (GRADE_SUBMISSIONS) of each of the labs ${Object.keys(MAX_SECONDS).join(", ")} (GRADE_LABS) on two workers, from the command's start to its end: each row as it was made to be, and no two learners write the same (Linux, bubblewrap).`,
  async run(root) {
    const selected = readList("GRADE_LABS");
    const rows: Row[] = [];
    for (const [lab, maxSeconds] of Object.entries(MAX_SECONDS).filter(([lab]) => selected?.includes(lab) ?? true))
      rows.push(...(await gradeLab(root, lab, maxSeconds)));
    return rows;
  },
};

async function gradeLab(root: string, lab: string, maxSeconds: number): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "labs-bench-"));
  const out = join(folder, "out");
  try {
    const mutants = await writeClass(root, lab, { count: SUBMISSIONS, folder: join(folder, "class") });
    // One submission by itself, untimed: the first batch after an install makes the compiler's snapshot and runs the solution, for all later ones.
    writeMutants(join(folder, "warm-up"), mutants.slice(0, 1));
    await runTimed(root, getCommand(root, lab, { submissions: join(folder, "warm-up"), out: `${out}-warm-up` }));
    const command = getCommand(root, lab, { submissions: join(folder, "class"), out });
    const { seconds, processorSeconds, rows } = await runTimed(root, command, join(out, "progress.jsonl"));
    assertMatches(mutants, out);
    return [
      { what: "each", unit: "s", values: [seconds / SUBMISSIONS], goal: { atMost: maxSeconds } } as const,
      {
        what: "processor time of each, all processes together",
        unit: "s",
        values: [processorSeconds / SUBMISSIONS],
      } as const,
      ...rows,
    ].map((row) => ({ ...row, what: `${lab === "plain" ? "the plain lab" : `lab ${lab}`}: ${row.what}` }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes a class's submissions of a lab, by number, or of the plain lab. */
export async function writeClass(
  root: string,
  lab: string,
  { count, folder }: { readonly count: number; readonly folder: string },
): Promise<Mutant[]> {
  const id = labs.find(({ number }) => number === lab)?.id;
  if (id === undefined && lab !== "plain") throw new Error(`There is no lab ${lab}.`);
  const mutants =
    id === undefined
      ? createMutants({ ...createPlainLab(), hostile: [] }, count, 1)
      : await createClass(root, id, count);
  writeMutants(folder, mutants);
  return mutants;
}

/** The arguments of Node that grade a class. @param root the project whose grader it is */
export const getCommand = (
  root: string,
  lab: string,
  { submissions, out }: { readonly submissions: string; readonly out: string },
): string[] =>
  lab === "plain"
    ? [join(root, "grader", "testing", "grade-plain.mjs"), submissions, out]
    : [join(root, "scripts", "labs.mjs"), "grade", lab, submissions, "--out", out, "--workers", "2"];

/** @throws Error if a submission has other marks than the ones it was made to earn */
function assertMatches(mutants: readonly Mutant[], out: string): void {
  const found = formatRows(JSON.parse(readFileSync(join(out, "results.json"), "utf8")) as GradeResults);
  const others = formatExpectedRows(mutants).flatMap((row, at) =>
    row === found[at] ? [] : [`${row}\n  came to ${found[at] ?? "nothing"}`],
  );
  if (others.length > 0)
    throw new Error(`${others.length} rows are not what they were made for:\n${others.slice(0, 5).join("\n")}`);
}
