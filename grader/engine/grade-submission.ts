import { randomUUID } from "node:crypto";
import type { RunEnd } from "../evidence/evidence";
import type { Evidence } from "../evidence/view";
import { collectAnswers, type SubmittedCode } from "../merge/answers";
import { sumMarks, type ExerciseResult, type Status, type SubmissionResult } from "../results";
import type { RunSettings } from "../run/run-cells";
import { findOtherLab, readNotebook } from "../submission/read-notebook";
import { SubmissionProblem, type Submission } from "../submission/submission";
import type { Grading } from "./grading";
import { judgeUnit, type UnitVerdict } from "./judge-unit";
import { watchUnit, type RunWatch } from "./stuck-runs";
import type { Unit } from "./units";

/** How this submission is graded. */
interface SubmissionOptions {
  readonly settings: RunSettings;
  /** Judges these exercises alone; all exercises, if not given. */
  readonly only?: readonly string[] | undefined;
  /** Called when all of the submission has been read, before any of it runs. */
  readonly onRead?: () => void;
  readonly watch?: RunWatch | undefined;
}

type JudgedSubmission = Omit<SubmissionResult, "id" | "seconds">;

/** Grades one submission. Problems of the submission or the grader are in the result's status; nothing is thrown. */
export async function gradeSubmission(
  submission: Submission,
  grading: Grading,
  turn: SubmissionOptions,
): Promise<SubmissionResult> {
  const start = performance.now();
  const outcome = await gradeUnits(submission, grading, turn).catch((error: unknown) =>
    createFailedResult(error, grading),
  );
  const seconds = Math.round((performance.now() - start) / 10) / 100;
  const { status, score, max, exercises, notes, instructorNotes } = outcome;
  const own = { ...(instructorNotes ? { instructorNotes } : {}), ...(outcome.made ? { made: outcome.made } : {}) };
  return { id: submission.id, status, score, max, seconds, exercises, notes, ...own };
}

async function gradeUnits(
  submission: Submission,
  grading: Grading,
  { settings: usual, only, onRead, watch }: SubmissionOptions,
): Promise<JudgedSubmission> {
  if (submission.problem) throw new SubmissionProblem(submission.problem.status, submission.problem.says);
  const { lab, solution } = grading;
  const answers = collectAnswers(lab.skeleton, readCode(submission, lab.id));
  onRead?.();
  const settings = { ...usual, compiler: usual.compiler.createForSubmission(randomUUID()) };
  const judgeOne = (unit: Unit): Promise<UnitVerdict> => {
    const wanted = unit.exercises.filter((id) => !only || only.includes(id));
    const one = watch ? watchUnit(unit, watch) : unit;
    return judgeUnit(one, { answers, wanted, grading, settings, solution: getEvidence(solution, unit) });
  };
  const judged: UnitVerdict[] = [];
  if (watch?.oneByOne) for (const unit of lab.units) judged.push(await judgeOne(unit));
  // In parallel: a script runs while the cells are compiled.
  else judged.push(...(await Promise.all(lab.units.map(judgeOne))));
  const results = new Map(judged.flatMap((unit) => unit.results).map((result) => [result.id, result]));
  const status = judged.reduce<Status>((worst, { end }) => chooseWorse(worst, end), "graded");
  const exercises = lab.exercises.flatMap(({ id }) => results.get(id) ?? []);
  const notes = [...submission.notes, ...answers.notes, ...describeOwnAnswersNote(exercises, grading)];
  const resources = judged.find((unit) => unit.made)?.made;
  return { status, ...sumExercises(exercises), exercises, notes, ...(resources ? { made: resources } : {}) };
}

/** @throws SubmissionProblem if the notebook cannot be read, or is another lab's and nothing else was handed in */
function readCode({ notebook, scripts, absent = new Map() }: Submission, lab: string): SubmittedCode {
  if (notebook === undefined) return { scripts, absent };
  const cells = readNotebook(notebook);
  const other = findOtherLab(notebook, lab);
  if (other === undefined) return { cells, scripts, absent };
  const [number = lab] = lab.split("-");
  if (scripts.size === 0)
    throw new SubmissionProblem(
      "unreadable",
      `This is lab ${other}, not lab ${number}. Hand in ${lab}.ipynb; you can still hand in this one for lab ${other}.`,
    );
  return { scripts, absent: new Map([...absent, [`notebooks/${lab}.ipynb`, `the notebook is that of lab ${other}`]]) };
}

/**
 * Where there is no solution to put in for an earlier exercise, the earlier exercise's mistake appears in later ones,
 * too.
 */
function describeOwnAnswersNote(exercises: readonly ExerciseResult[], { hasSolutions = true }: Grading): string[] {
  if (hasSolutions || exercises.every(({ status }) => status === "right" || status === "open")) return [];
  return [
    "This copy of the course holds no solutions, so each exercise is checked together with your own answers to the others. Fix the first exercise that isn't right, or is still open, and check again: later ones may depend on it.",
  ];
}

function getEvidence(solution: ReadonlyMap<string, Evidence>, unit: Unit): Evidence {
  const evidence = solution.get(unit.id);
  if (!evidence) throw new Error(`The solution of ${unit.id} was not run.`);
  return evidence;
}

const ORDER: readonly Status[] = ["graded", "crashed", "timeout", "out-of-memory"];

function chooseWorse(status: Status, end: RunEnd): Status {
  const other: Status = end === "done" ? "graded" : end;
  return ORDER.indexOf(other) > ORDER.indexOf(status) ? other : status;
}

function sumExercises(exercises: readonly ExerciseResult[]) {
  return { score: sumMarks(exercises.map(({ score }) => score)), max: sumMarks(exercises.map(({ max }) => max)) };
}

function createFailedResult(error: unknown, { lab }: Grading): JudgedSubmission {
  const max = sumMarks(lab.exercises.map(({ points }) => points));
  if (error instanceof SubmissionProblem)
    return { status: error.status, score: 0, max, exercises: [], notes: [error.message] };
  const description = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    status: "grader-fault",
    score: 0,
    max,
    exercises: [],
    notes: [],
    instructorNotes: [`The grader failed, not the submission: ${description}`],
  };
}
