import type { RunEvidence } from "../evidence/evidence";
import { createEvidenceView, watchReads, type Evidence } from "../evidence/view";
import type { EvidencePair } from "../judge/exercise";
import { judge } from "../judge/judge";
import type { Answers } from "../merge/answers";
import type { ExerciseResult } from "../reports/results";
import type { RunSettings } from "../run/run-cells";
import type { Grading } from "./grading";
import type { RunPlan } from "./plan-runs";
import type { Unit } from "./units";

/** A unit of one submission. */
export interface UnitToJudge {
  readonly unit: Unit;
  readonly answers: Answers;
  readonly plan: RunPlan;
  readonly grading: Grading;
  readonly settings: RunSettings;
}

/** The verdict on an exercise by a run. */
export async function judgeRun(id: string, run: RunEvidence, judging: UnitToJudge): Promise<ExerciseResult> {
  const { result } = await judgeWatched(id, run, judging);
  return result;
}

/** @returns the verdict, and what its claims have read of the run, see `watchReads` */
export async function judgeWatched(
  id: string,
  run: RunEvidence,
  judging: UnitToJudge,
): Promise<{ readonly result: ExerciseResult; readonly reads: ReadonlySet<string> }> {
  const { unit, answers, grading } = judging;
  const { learner, solution } = getSides(run, judging);
  const { watched, reads } = watchReads(learner);
  const result = await judge(
    getExercise(id, judging),
    { learner: watched, solution },
    {
      problem: unit.findProblem(run, id),
      answer: unit.answer(answers, id),
      remarks: unit.listRemarks(run, id),
      visibleOnly: grading.visibleOnly ?? false,
    },
  );
  return { result, reads };
}

export function getSides(run: RunEvidence, judging: UnitToJudge): EvidencePair {
  const names = judging.unit.listChosenNames(judging.answers);
  const chosenNames = names.map(({ constant, learner }) => [constant, learner] as const);
  return { learner: createEvidenceView(run, Object.fromEntries(chosenNames)), solution: getSolution(judging) };
}

export function getExercise(id: string, { grading }: UnitToJudge) {
  const found = grading.lab.exercises.find((exercise) => exercise.id === id);
  if (!found) throw new Error(`No check judges ${id}.`);
  return found;
}

export function getSolution({ unit, grading }: UnitToJudge): Evidence {
  const evidence = grading.solution.get(unit.id);
  if (!evidence) throw new Error(`The solution of ${unit.id} was not run.`);
  return evidence;
}
