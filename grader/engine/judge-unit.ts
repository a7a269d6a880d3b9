import type { RunEnd, RunEvidence } from "../evidence/evidence";
import { compareClouds } from "../evidence/difference";
import { createEvidenceView, type Evidence } from "../evidence/view";
import { judge, openExercise } from "../judge/judge";
import { NO_ANSWERS, type Answers } from "../merge/answers";
import type { ExerciseResult } from "../results";
import { selectCreated, type CodeResources } from "../run/made";
import type { RunSettings } from "../run/run-cells";
import type { Grading } from "./grading";
import { removeUnearned, NOTHING } from "./held-by-nothing";
import { createOwnRuns, copyLearnerMessages } from "./own-words";
import type { Unit } from "./units";

interface UnitToJudge {
  readonly answers: Answers;
  readonly wanted: readonly string[];
  readonly grading: Grading;
  readonly settings: RunSettings;
  readonly solution: Evidence;
}

/** The verdicts on a unit's exercises. */
export interface UnitVerdict {
  readonly results: ExerciseResult[];
  readonly end: RunEnd;
  readonly made?: CodeResources | undefined;
}

/** The better verdict on an exercise. */
interface Verdict {
  readonly result: ExerciseResult;
  /** The judged process held no text of the solution, so the verdict's messages may reach the learner. */
  readonly isOwn: boolean;
}

/**
 * Judges the exercises of a unit. All answers run together first. An exercise that is not right then is judged again on a run in
 * which all other answers are the solution's, and the better verdict counts, so that a mistake costs no marks in another exercise.
 *
 * If the solution's text is in the same process as the learner's code, that code can read it and write it into errors, names or
 * records. Of such a run the learner is told only which claims hold; the messages come from a run of the learner's own code alone.
 */
export async function judgeUnit(unit: Unit, judging: UnitToJudge): Promise<UnitVerdict> {
  const { answers, wanted, settings, grading } = judging;
  const answered = wanted.filter((id) => isAnswered(id, judging));
  const open = wanted.filter((id) => !answered.includes(id));
  const results = open.map((id) =>
    openExercise(getExercise(id, judging), judging.solution, {
      visibleOnly: grading.visibleOnly,
      because: answers.notFound.get(id),
      broken: answers.broken.get(id),
    }),
  );
  if (answered.length === 0) return { results, end: "done" };
  const isRepeated = answered.length > 1 && grading.hasSolutions !== false;
  const together = await unit.run(answers, new Set(listExercisesToCombine(unit, answered, judging)), settings);
  const isOwn = (grading.revealsAllOutput ?? false) || unit.exercises.every((id) => answered.includes(id));
  const verdicts = new Map<string, Verdict>();
  for (const id of answered) {
    const first = { result: await judgeRun(unit, { id, run: together }, judging), isOwn };
    // Also if the exercise's own cell ended the run: the cell may have called code of another exercise.
    if (first.result.status === "right" || !isRepeated) {
      verdicts.set(id, first);
      continue;
    }
    const run = await unit.run(answers, new Set([id]), settings);
    const result = await judgeRun(unit, { id, run }, judging);
    const alone = { result, isOwn: grading.revealsAllOutput ?? false };
    verdicts.set(id, result.score >= first.result.score ? alone : first);
  }
  const exerciseResults = await useLearnerMessages(unit, { verdicts, own: isOwn ? together : undefined }, judging);
  const resources = isOwn ? collectCreated(together, { unit, answered }, judging) : undefined;
  return unit.restoreOwnNames(
    { results: [...results, ...exerciseResults], end: together.end, made: resources },
    answers,
  );
}

/**
 * The resources that a learner's own check compares with their cloud. Code can write the solution's text into the names of resources, so
 * they are taken only from a run whose messages may reach the learner.
 */
function collectCreated(
  run: RunEvidence,
  { unit, answered }: { unit: Unit; answered: readonly string[] },
  { grading }: UnitToJudge,
): CodeResources | undefined {
  const resources = grading.visibleOnly ? unit.listMade(run) : undefined;
  const of = { account: run.cloud.account, exercises: grading.lab.exercises };
  return resources && selectCreated(new Set(answered), resources, of);
}

/**
 * The exercises whose answers run together. Where there are no solutions to put in for the others, these are all that
 * the learner has answered.
 */
function listExercisesToCombine(unit: Unit, answered: readonly string[], judging: UnitToJudge): readonly string[] {
  return judging.grading.hasSolutions === false ? unit.exercises.filter((id) => isAnswered(id, judging)) : answered;
}

/** @param own the first run, if no text of the solution was in its process */
async function useLearnerMessages(
  unit: Unit,
  { verdicts, own }: { verdicts: ReadonlyMap<string, Verdict>; own: RunEvidence | undefined },
  judging: UnitToJudge,
): Promise<ExerciseResult[]> {
  const unsaid = [...verdicts].flatMap(([id, { result, isOwn }]) => (isOwn || result.status === "right" ? [] : [id]));
  const runs = unsaid.length === 0 ? undefined : await createOwnRuns(unit, { ids: unsaid, own }, judging);
  const first = own ?? runs?.first;
  const shouldExplain = unit.explainsDifference && judging.grading.hasSolutions !== false;
  const difference = shouldExplain && first ? compareClouds(first.cloud, judging.solution.cloud) : [];
  const exerciseResults: ExerciseResult[] = [];
  for (const [id, { result }] of verdicts) {
    const run = runs?.of.get(id);
    const exerciseResult = run
      ? copyLearnerMessages(result, {
          own: await judgeRun(unit, { id, run }, judging),
        })
      : result;
    const earned = await removeUnearned(exerciseResult, () => findClaimsHeldByNothing(unit, id, judging));
    exerciseResults.push(earned.status === "right" || difference.length === 0 ? earned : { ...earned, difference });
  }
  return exerciseResults;
}

/** The claims on an exercise that also hold for the code as it was handed out, or for code that does nothing. */
async function findClaimsHeldByNothing(unit: Unit, id: string, judging: UnitToJudge): Promise<readonly string[]> {
  const { answers, grading, settings } = judging;
  const { hasSolutions = true, claimsOfNothing } = grading;
  const find = async (): Promise<readonly string[]> => {
    const others = hasSolutions ? NO_ANSWERS : answers;
    const take = new Set(hasSolutions ? [id] : [...listExercisesToCombine(unit, [], judging), id]);
    const held: string[] = [];
    for (const nothing of [unit.replaceAnswer(others, id, NOTHING), unit.removeAnswers(others, new Set([id]))]) {
      const { claims } = await judgeRun(unit, { id, run: await unit.run(nothing, take, settings) }, judging);
      held.push(...claims.filter(({ holds }) => holds).map(({ says }) => says));
    }
    return held;
  };
  // Where the solution is in all other exercises, the claims are the same for every submission.
  return claimsOfNothing && hasSolutions ? claimsOfNothing.getOrFind(id, find) : find();
}

function judgeRun(
  unit: Unit,
  { id, run }: { id: string; run: RunEvidence },
  judging: UnitToJudge,
): Promise<ExerciseResult> {
  const sides = { learner: createEvidenceView(run), solution: judging.solution };
  return judge(getExercise(id, judging), sides, {
    problem: unit.findProblem(run, id),
    answer: unit.answer(judging.answers, id),
    remarks: unit.listRemarks(run, id),
    visibleOnly: judging.grading.visibleOnly ?? false,
  });
}

function getExercise(id: string, { grading }: UnitToJudge) {
  const found = grading.lab.exercises.find((exercise) => exercise.id === id);
  if (!found) throw new Error(`No check judges ${id}.`);
  return found;
}

function isAnswered(id: string, { answers, grading }: UnitToJudge): boolean {
  const { cells, scripts } = grading.lab.skeleton;
  if (answers.broken.has(id)) return false;
  return [...cells, ...scripts].some((text) =>
    text.slots.some((slot, n) => slot.exercise === id && answers.bodies.get(text.id)?.[n] !== undefined),
  );
}
