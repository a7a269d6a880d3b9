import type { RunEnd, RunEvidence } from "../evidence/evidence";
import { cloudDifference } from "../evidence/difference";
import { evidenceView } from "../evidence/view";
import type { Evidence } from "../evidence/view";
import { judge, openExercise } from "../judge/judge";
import { answersOf } from "../merge/answers";
import type { Answers } from "../merge/answers";
import type { ExerciseResult, Status, SubmissionResult } from "../results";
import { total } from "../results";
import type { RunSettings } from "../run/run-cells";
import { readNotebook } from "../submission/read-notebook";
import { SubmissionProblem } from "../submission/submission";
import type { Submission } from "../submission/submission";
import type { GradedLab } from "./lab";
import type { Unit } from "./units";

/** What all submissions of one batch share. */
export interface Grading {
  readonly lab: GradedLab;
  readonly solution: ReadonlyMap<string, Evidence>;
  /** Leave out hidden claims, for a learner's own check. */
  readonly visibleOnly?: boolean;
}

/** How this submission is run. */
export interface Turn {
  readonly settings: RunSettings;
  /** Judge these exercises alone; all, if not given. */
  readonly only?: readonly string[] | undefined;
}

type Outcome = Omit<SubmissionResult, "id" | "seconds">;

/**
 * Grades one submission. What is wrong with it, or with us, is in the result's status; nothing is thrown.
 */
export async function gradeSubmission(submission: Submission, grading: Grading, turn: Turn): Promise<SubmissionResult> {
  const start = performance.now();
  const outcome = await graded(submission, grading, turn).catch((error: unknown) => failed(error, grading));
  const seconds = Math.round((performance.now() - start) / 10) / 100;
  const { status, score, max, exercises, notes, instructorNotes } = outcome;
  const own = instructorNotes ? { instructorNotes } : {};
  return { id: submission.id, status, score, max, seconds, exercises, notes, ...own };
}

async function graded(submission: Submission, grading: Grading, { settings, only }: Turn): Promise<Outcome> {
  if (submission.problem) throw new SubmissionProblem(submission.problem.status, submission.problem.says);
  const { lab, solution } = grading;
  const cells = submission.notebook === undefined ? undefined : readNotebook(submission.notebook);
  const answers = answersOf(lab.skeleton, cells, submission.scripts);
  // Side by side: a script's run takes place while the cells are compiled.
  const judged = await Promise.all(
    lab.units.map((unit) => {
      const wanted = unit.exercises.filter((id) => !only || only.includes(id));
      return judgeUnit(unit, { answers, wanted, grading, settings, solution: evidenceOf(solution, unit) });
    }),
  );
  const results = new Map(judged.flatMap((unit) => unit.results).map((result) => [result.id, result]));
  const status = judged.reduce<Status>((worst, { end }) => worse(worst, end), "graded");
  const exercises = lab.exercises.flatMap(({ id }) => results.get(id) ?? []);
  return { status, ...marks(exercises), exercises, notes: [...submission.notes, ...answers.notes] };
}

interface Judging {
  readonly answers: Answers;
  readonly wanted: readonly string[];
  readonly grading: Grading;
  readonly settings: RunSettings;
  readonly solution: Evidence;
}

/**
 * Judges the exercises of a unit. All answers run together first. An exercise that is not right then is judged again on a run
 * in which all others are the solution's, and the better verdict counts, so that nobody loses marks by another exercise's mistake.
 */
async function judgeUnit(unit: Unit, judging: Judging): Promise<{ results: ExerciseResult[]; end: RunEnd }> {
  const { answers, wanted, settings } = judging;
  const answered = wanted.filter((id) => isAnswered(id, judging));
  const results = wanted
    .filter((id) => !answered.includes(id))
    .map((id) => openExercise(exercise(id, judging), judging.solution, judging.grading.visibleOnly));
  if (answered.length === 0) return { results, end: "done" };
  const together = await unit.run(answers, new Set(answered), settings);
  for (const id of answered) {
    const first = await judgeRun(unit, { id, run: together }, judging);
    // Also where its own cell ended the run: it may have called what another exercise has written.
    if (first.status === "right" || answered.length === 1) {
      results.push(first);
      continue;
    }
    const alone = await judgeRun(unit, { id, run: await unit.run(answers, new Set([id]), settings) }, judging);
    results.push(alone.score >= first.score ? alone : first);
  }
  const difference = unit.tellsDifference ? cloudDifference(together.cloud, judging.solution.cloud) : [];
  return {
    results: results.map((result) =>
      result.status === "right" || result.status === "open" || difference.length === 0
        ? result
        : { ...result, difference },
    ),
    end: together.end,
  };
}

function judgeRun(
  unit: Unit,
  { id, run }: { id: string; run: RunEvidence },
  judging: Judging,
): Promise<ExerciseResult> {
  const sides = { learner: evidenceView(run), solution: judging.solution };
  return judge(exercise(id, judging), sides, {
    problem: unit.problem(run, id),
    visibleOnly: judging.grading.visibleOnly ?? false,
  });
}

function exercise(id: string, { grading }: Judging) {
  const found = grading.lab.exercises.find((one) => one.id === id);
  if (!found) throw new Error(`No check judges ${id}.`);
  return found;
}

function isAnswered(id: string, { answers, grading }: Judging): boolean {
  const { cells, scripts } = grading.lab.skeleton;
  return [...cells, ...scripts].some((text) =>
    text.slots.some((slot, n) => slot.exercise === id && answers.bodies.get(text.id)?.[n] !== undefined),
  );
}

function evidenceOf(solution: ReadonlyMap<string, Evidence>, unit: Unit): Evidence {
  const evidence = solution.get(unit.id);
  if (!evidence) throw new Error(`The solution of ${unit.id} was not run.`);
  return evidence;
}

const ORDER: readonly Status[] = ["graded", "crashed", "timeout", "out-of-memory"];

function worse(status: Status, end: RunEnd): Status {
  const other: Status = end === "done" ? "graded" : end;
  return ORDER.indexOf(other) > ORDER.indexOf(status) ? other : status;
}

function marks(exercises: readonly ExerciseResult[]) {
  return { score: total(exercises.map(({ score }) => score)), max: total(exercises.map(({ max }) => max)) };
}

function failed(error: unknown, { lab }: Grading): Outcome {
  const max = total(lab.exercises.map(({ points }) => points));
  if (error instanceof SubmissionProblem)
    return { status: error.status, score: 0, max, exercises: [], notes: [error.message] };
  const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    status: "grader-fault",
    score: 0,
    max,
    exercises: [],
    notes: [],
    instructorNotes: [`The grader failed, not the submission: ${said}`],
  };
}
