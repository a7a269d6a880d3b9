import { readFileSync } from "node:fs";
import { join } from "node:path";
import { labs } from "../course/index";
import type { GradeResults } from "../grader/index";
import { createMutants, type Mutant } from "../grader/testing/mutator";
import { createPlainLab } from "../grader/testing/plain-lab";
import { formatExpectedRows, formatRows, writeMutants } from "../grader/testing/write-mutants";
import { createRow, readList, readSetting, type Row, type Run } from "./bench";
import { createClass } from "./class-of-a-lab";
import { runTimed, type ClassTiming } from "./timed-class";

/** GRADE_SUBMISSIONS=1000 shows that memory and time a submission do not grow. */
const SUBMISSIONS = readSetting("GRADE_SUBMISSIONS", { otherwise: 100, min: 2 });
/** The maximum number of seconds that a submission may take in a batch: of labs by number, and of a lab of ten cells without a cloud. */
const MAX_SECONDS: Readonly<Record<string, number>> = { plain: 0.1, "01": 0.4, "02": 1.2, "03": 1, "04": 5, "06": 5 };

export async function gradeLabs(run: Run): Promise<Row[]> {
  const rows: Row[] = [];
  const selected = readList("GRADE_LABS") ?? Object.keys(MAX_SECONDS);
  for (const [lab, maxSeconds] of Object.entries(MAX_SECONDS)) {
    if (!selected.includes(lab)) continue;
    const mutants = await createSubmissions(run.root, lab, SUBMISSIONS);
    // The first batch of a lab prepares all later ones: it makes the compiler's snapshot, and runs the solution, and code that does nothing.
    const first = await gradeClass(run.root, lab, { mutants, folder: run.createFolder() });
    const folder = run.createFolder();
    const { seconds, rows: more } = await gradeClass(run.root, lab, { mutants, folder });
    assertMatches(mutants, JSON.parse(readFileSync(join(folder, "out", "results.json"), "utf8")) as GradeResults);
    rows.push(
      createRow(`lab ${lab}: each of the first batch`, "s", [first.seconds / SUBMISSIONS]),
      createRow(`lab ${lab}: each`, `≤ ${maxSeconds} s`, [seconds / SUBMISSIONS]),
      ...more.map((row) => ({ ...row, what: `lab ${lab}: ${row.what}` })),
    );
  }
  return rows;
}

/** A class's submissions of a lab, by number, or of the plain lab. */
async function createSubmissions(root: string, lab: string, count: number): Promise<Mutant[]> {
  if (lab === "plain") return createMutants({ ...createPlainLab(), hostile: [] }, count, 1);
  return createClass(root, labs.find(({ number }) => number === lab)?.id ?? "", count);
}

/**
 * Writes a class's submissions into a new folder, and grades them.
 *
 * @param root the project whose grader it is
 */
function gradeClass(
  root: string,
  lab: string,
  { mutants, folder }: { readonly mutants: readonly Mutant[]; readonly folder: string },
): Promise<ClassTiming> {
  const [submissions, out] = [join(folder, "class"), join(folder, "out")];
  writeMutants(submissions, mutants);
  const command =
    lab === "plain"
      ? [join(root, "grader", "testing", "grade-plain.mjs"), submissions, out]
      : [join(root, "scripts", "labs.mjs"), "grade", lab, submissions, "--out", out, "--workers", "2"];
  return runTimed(root, command, join(out, "progress.jsonl"));
}

/** @throws Error if a submission has other marks than the ones it was made to earn */
function assertMatches(mutants: readonly Mutant[], results: GradeResults): void {
  const found = formatRows(results);
  const others = formatExpectedRows(mutants).flatMap((row, at) =>
    row === found[at] ? [] : [`${row}\n  came to ${found[at] ?? "nothing"}`],
  );
  if (others.length > 0)
    throw new Error(`${others.length} rows are not what they were made for:\n${others.slice(0, 5).join("\n")}`);
}
