import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMutants } from "../grader/testing/mutator";
import { createPlainLab } from "../grader/testing/plain-lab";
import { writeMutants } from "../grader/testing/write-mutants";
import type { Bench, Row } from "./bench";
import { createLab01 } from "./graders/lab-01";
import { RIVAL_GRADER_VERSIONS, openRivalGraders } from "./graders/rival-graders";
import { assertMatches } from "./graders/assert-matches";
import { runTimed } from "./graders/timed-class";

/** The number of submissions in a batch; GRADE_SUBMISSIONS=1000 shows that memory and time a submission do not grow. */
const SUBMISSIONS = Number(process.env["GRADE_SUBMISSIONS"] ?? "100");
/**
 * Whether the batch contains attacks. Each takes its whole time limit, so the figures are not those of a usual class.
 */
const HOSTILE = process.env["GRADE_HOSTILE"] === "1";
/** The submissions that the other graders grade: they take seconds each, so a few are enough. */
const OTHERS = 5;

export const grade: Bench = {
  name: "grade",
  does: `a class of ${SUBMISSIONS} on two workers, beside nbgrader's autograde and Otter's run on an equal notebook; each row as it was made to be (Linux, bubblewrap).`,
  beside: RIVAL_GRADER_VERSIONS,
  async run(root) {
    const folder = mkdtempSync(join(tmpdir(), "labs-bench-"));
    try {
      const plain = await gradePlain(root, join(folder, "plain"));
      const others = openRivalGraders(root, join(folder, "others"), OTHERS);
      const nbgrader = [others.measureNbgrader() / OTHERS, others.measureNbgrader() / OTHERS];
      const otter = Array.from({ length: 3 }, () => others.measureOtter());
      const cloud = await gradeLab01(root, join(folder, "lab"));
      const computeMean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      return [
        { what: "ours: ten cells, four answers, no cloud", unit: "s", values: [plain.each], goal: { atMost: 0.1 } },
        ...createRowsFor("equal notebook", plain),
        { what: `nbgrader autograde, each of ${OTHERS}`, unit: "s", values: nbgrader },
        { what: "otter run", unit: "s", values: otter },
        {
          what: "times as fast as nbgrader",
          unit: "×",
          values: [computeMean(nbgrader) / plain.each],
          goal: { atLeast: 8 },
        },
        { what: "times as fast as Otter", unit: "×", values: [computeMean(otter) / plain.each], goal: { atLeast: 30 } },
        { what: "lab 01, each", unit: "s", values: [cloud.each], goal: { atMost: 0.4 } },
        ...createRowsFor("lab 01", cloud),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface GradingRound {
  /** Seconds a submission, with the command's start and end. */
  readonly each: number;
  readonly rows: readonly Row[];
}

const createRowsFor = (lab: string, { rows }: GradingRound): Row[] =>
  rows.map((row) => ({ ...row, what: `${lab}: ${row.what}` }));

async function gradePlain(root: string, folder: string): Promise<GradingRound> {
  // Without attacks: the other graders' classes have none either.
  const mutants = createMutants({ ...createPlainLab(), hostile: [] }, SUBMISSIONS, 1);
  writeMutants(join(folder, "class"), mutants);
  const graded = await runTimed(
    root,
    [join(root, "grader", "testing", "grade-plain.mjs"), join(folder, "class"), join(folder, "out")],
    getLog(folder),
  );
  assertMatches(mutants, join(folder, "out"));
  return { ...graded, each: graded.seconds / SUBMISSIONS };
}

async function gradeLab01(root: string, folder: string): Promise<GradingRound> {
  const lab = createLab01(root);
  const mutants = createMutants(HOSTILE ? lab : { ...lab, hostile: [] }, SUBMISSIONS, 1);
  mkdirSync(folder, { recursive: true });
  writeMutants(join(folder, "class"), mutants);
  const graded = await runTimed(
    root,
    [
      join(root, "scripts", "labs.mjs"),
      "grade",
      "01",
      join(folder, "class"),
      "--out",
      join(folder, "out"),
      "--workers",
      "2",
    ],
    getLog(folder),
  );
  assertMatches(mutants, join(folder, "out"));
  return { ...graded, each: graded.seconds / SUBMISSIONS };
}

const getLog = (folder: string): string => join(folder, "out", "progress.jsonl");
