import { randomUUID } from "node:crypto";
import type { RunEnd, RunEvidence } from "../evidence/evidence";
import { addHoldingClaims, collectAdvice, openExercise } from "../judge/judge";
import type { Answers } from "../merge/answers";
import { CLOUD_FAILED, describeNotEmulated, NO_ORC, type ExerciseResult } from "../reports/results";
import { selectCreated, type CodeResources } from "../run/created-resources";
import type { RunSettings } from "../run/run-cells";
import { toLearnerNames } from "./learner-names";
import { removeUnearned } from "./empty-answer-claims";
import { getExercise, getSides, getSolution, judgeRun, judgeWatched, type UnitToJudge } from "./judge-run";
import {
  copyLearnerMessages,
  explainWithoutRun,
  hasClaimWithoutAdvice,
  isHiddenByAnother,
  runLearnerOnly,
  type CountedAdvice,
} from "./learner-only-run";
import { listAddedClaims, removeStop, REST_JUDGED } from "./rest-of-answer";
import type { StoredLists } from "./stored-json";

/** The verdicts on a unit's exercises. */
export interface UnitVerdict {
  readonly results: ExerciseResult[];
  readonly end: RunEnd;
  /** Reasons of this machine's or the lab cloud's why right answers may have lost points. */
  readonly instructorNotes: readonly string[];
  readonly made?: CodeResources | undefined;
}

/** The better verdict on an exercise. */
interface Verdict {
  readonly result: ExerciseResult;
  readonly run: RunEvidence;
  /** Whether it comes from a run whose messages may reach the learner, see `PlannedRun`. */
  readonly isOwn: boolean;
}

/**
 * Judges the exercises of a unit by the runs of its plan: all answers together, then the exercises that are not right without each other's
 * mistakes, and the better verdict counts. If a verdict comes from a run with text of the solution, its messages come from the learner's own run.
 */
export async function judgeUnit(judging: UnitToJudge): Promise<UnitVerdict> {
  const { unit, answers, plan, settings } = judging;
  const open = plan.open.map((id) => openUnanswered(id, judging));
  if (plan.answered.length === 0) return { results: open, end: "done", instructorNotes: [] };
  const { isOwn } = plan.together;
  const together = await unit.run(plan.together, settings);
  const verdicts = new Map<string, Verdict>();
  const settled = new Set<string>();
  for (const id of plan.answered) {
    const { result, reads } = await judgeWatched(id, together, judging);
    verdicts.set(id, { result, run: together, isOwn });
    if (isSettled(id, { run: together, reads }, judging)) settled.add(id);
  }
  const unsettled = listWrong(plan.answered, verdicts).filter((id) => !settled.has(id));
  await judgeAgain(unsettled, verdicts, judging);
  const rests = new Set<string>();
  for (const id of listWrong(unsettled, verdicts)) if (await judgeRest(id, verdicts, judging)) rests.add(id);
  const worded = await useLearnerMessages(verdicts, isOwn ? together : undefined, judging);
  const results = worded.map((result) =>
    rests.has(result.id) ? { ...result, remarks: [...(result.remarks ?? []), REST_JUDGED] } : result,
  );
  const createdResources = isOwn ? collectCreated(together, judging) : undefined;
  const restoreLearnerNames = toLearnerNames(unit.listChosenNames(answers));
  const instructorNotes = listInstructorNotes([...verdicts.values()], together);
  return restoreLearnerNames({
    results: [...open, ...results],
    end: together.end,
    instructorNotes,
    made: createdResources,
  });
}

function listInstructorNotes(verdicts: readonly Verdict[], together: RunEvidence): string[] {
  const losing = verdicts.filter(({ result }) => result.status !== "right").map(({ run }) => run.cloud);
  return [
    ...(together.lacksOrc ? [NO_ORC] : []),
    ...(losing.some(({ hasFailed }) => hasFailed) ? [CLOUD_FAILED] : []),
    ...losing.flatMap(({ notEmulated = [] }) => notEmulated.map(describeNotEmulated)),
  ];
}

function openUnanswered(id: string, judging: UnitToJudge): ExerciseResult {
  const { answers, grading } = judging;
  return openExercise(getExercise(id, judging), getSolution(judging), {
    visibleOnly: grading.visibleOnly,
    because: answers.notFound.get(id),
    broken: answers.broken.get(id),
  });
}

const listWrong = (ids: readonly string[], verdicts: ReadonlyMap<string, Verdict>): readonly string[] =>
  ids.filter((id) => verdicts.get(id)?.result.status !== "right");

/**
 * Whether an exercise's verdict is the same in every run: its claims read only the values of its own cell, to which no other exercise
 * contributes, such as the answers of a quiz.
 */
function isSettled(
  id: string,
  { run, reads }: { readonly run: RunEvidence; readonly reads: ReadonlySet<string> },
  { unit, answers, settings }: UnitToJudge,
): boolean {
  if (!answers.selfContained.has(id) || run.end !== "done") return false;
  const ownReads = unit.listOwnReads(id, settings);
  return [...reads].every((read) => ownReads.has(read));
}

/**
 * Judges exercises that are not right in one run again, each with the solution in all others. The probable consequences of others' mistakes
 * run together before: most of them are right then, and don't run alone. An answer that can't do anything earns nothing in any run.
 */
async function judgeAgain(
  wrong: readonly string[],
  verdicts: Map<string, Verdict>,
  judging: UnitToJudge,
): Promise<void> {
  const { idle } = judging.answers;
  const found = await findConsequences(wrong, judging);
  for (const id of wrong) if (!found.includes(id) && !idle.has(id)) await judgeSeparately([id], verdicts, judging);
  const consequences = found.filter((id) => !idle.has(id));
  if (consequences.length === 0) return;
  await judgeSeparately(consequences, verdicts, judging);
  await judgeAgain(listWrong(consequences, verdicts), verdicts, judging);
}

/** Judges exercises by a run with the solution in all others. The better verdict counts, also if the exercise's cell ended the first run. */
async function judgeSeparately(
  ids: readonly string[],
  verdicts: Map<string, Verdict>,
  judging: UnitToJudge,
): Promise<void> {
  const planned = judging.plan.planSeparateRun(ids);
  if (planned === undefined) return;
  const run = await judging.unit.run(planned, judging.settings);
  for (const id of ids) {
    const result = await judgeRun(id, run, judging);
    if (result.score >= (verdicts.get(id)?.result.score ?? 0)) verdicts.set(id, { result, run, isOwn: planned.isOwn });
  }
}

/** Judges what an answer does beside a call that an error stopped, and adds the claims that hold then. @returns whether there are any */
async function judgeRest(id: string, verdicts: Map<string, Verdict>, judging: UnitToJudge): Promise<boolean> {
  const { unit, answers, plan, settings } = judging;
  const verdict = verdicts.get(id);
  if (!verdict || answers.idle.has(id)) return false;
  const lines = removeStop(unit.answer(answers, id), unit.findProblem(verdict.run, id)?.at?.line);
  if (!lines) return false;
  const rest = await judgeRun(id, await unit.run(plan.planLines(id, lines), settings), judging);
  const added = listAddedClaims(verdict.result, rest, await findClaimsOfEmptyAnswer(id, judging));
  verdicts.set(id, { ...verdict, result: addHoldingClaims(getExercise(id, judging), verdict.result, added) });
  return added.size > 0;
}

/**
 * The exercises of several wrong ones that probably are wrong because of an earlier one: they are not right either if that one's answer does
 * nothing. This saves runs where many submissions are graded, and decides no mark.
 */
async function findConsequences(wrong: readonly string[], judging: UnitToJudge): Promise<readonly string[]> {
  const { grading, settings } = judging;
  const { dependents, hasSolutions = true } = grading;
  if (wrong.length < 3 || dependents === undefined || !hasSolutions || settings.known === undefined) return [];
  const found = new Set<string>();
  // Nothing that is wrong follows the last one.
  for (const id of wrong.slice(0, -1))
    for (const dependent of await dependents.getOrFind(id, () => findDependents(id, judging))) found.add(dependent);
  const consequences = wrong.slice(1).filter((id) => found.has(id));
  // A single one would run alone anyway.
  return consequences.length < 2 ? [] : consequences;
}

/**
 * The settings for what is stored for every submission: neither the compiler's time that this one has used up nor the end of a check that is
 * no longer wanted may change it.
 */
function toSharedSettings(settings: RunSettings): RunSettings {
  return { ...settings, compiler: settings.compiler.createForSubmission(randomUUID()), signal: undefined };
}

/** The later exercises of the unit that are not right if an exercise's answer does nothing. */
async function findDependents(id: string, judging: UnitToJudge): Promise<readonly string[]> {
  const { unit, plan } = judging;
  const [nothing] = plan.planNothing(id);
  if (nothing === undefined) return [];
  const run = await unit.run(nothing, toSharedSettings(judging.settings));
  const found: string[] = [];
  for (const other of unit.exercises.slice(unit.exercises.indexOf(id) + 1)) {
    const { status } = await judgeRun(other, run, { ...judging, answers: nothing.answers });
    if (status !== "right") found.push(other);
  }
  return found;
}

/**
 * The resources that a learner's own check compares with their cloud. Code can write the solution's text into the names of resources, so
 * they are taken only from a run whose messages may reach the learner.
 */
function collectCreated(run: RunEvidence, { unit, plan, grading }: UnitToJudge): CodeResources | undefined {
  const resources = grading.visibleOnly ? unit.listCreatedResources(run) : undefined;
  const of = { account: run.cloud.account, exercises: grading.lab.exercises };
  return resources && selectCreated(new Set(plan.answered), resources, of);
}

/** @param learnerRun the first run, if no text of the solution was in its process */
async function useLearnerMessages(
  verdicts: ReadonlyMap<string, Verdict>,
  learnerRun: RunEvidence | undefined,
  judging: UnitToJudge,
): Promise<ExerciseResult[]> {
  const { unit, grading } = judging;
  const unsaid = [...verdicts].flatMap(([id, { result, isOwn }]) => (isOwn || result.status === "right" ? [] : [id]));
  const runs = unsaid.length === 0 ? undefined : await runLearnerOnly({ ids: unsaid, learnerRun }, judging);
  const first = learnerRun ?? runs?.first;
  const { hasSolutions = true } = grading;
  const difference = hasSolutions && first ? unit.listDifferences(first, getSolution(judging)) : [];
  const results: ExerciseResult[] = [];
  for (const [id, verdict] of verdicts) {
    const run = runs?.of.get(id);
    const hasOtherMistake = listWrong([...verdicts.keys()], verdicts).some((other) => other !== id);
    const worded = run ? await useMessages(verdict, { id, run, hasOtherMistake }, judging) : verdict.result;
    const earned = await removeUnearned(worded, () => findClaimsOfEmptyAnswer(id, judging));
    results.push(earned.status === "right" || difference.length === 0 ? earned : { ...earned, difference });
  }
  return results;
}

/** @param learnerOnly a run of the learner's own code, for the messages on an exercise */
async function useMessages(
  { result, run: counted }: Verdict,
  learnerOnly: { readonly id: string; readonly run: RunEvidence; readonly hasOtherMistake: boolean },
  judging: UnitToJudge,
): Promise<ExerciseResult> {
  const { id, hasOtherMistake } = learnerOnly;
  const learnerRun = await judgeRun(id, learnerOnly.run, judging);
  // The run that counts may have the solution's name in its errors where the learner's own run has the learner's.
  const restoreLearnerNames = toLearnerNames(judging.unit.listChosenNames(judging.answers));
  const named = restoreLearnerNames(result);
  const isHidden = isHiddenByAnother(named, learnerRun);
  if (!isHidden && !hasClaimWithoutAdvice(result, learnerRun))
    return copyLearnerMessages(named, { learnerRun, hasOtherMistake });
  const advice = await collectCountedAdvice(id, counted, judging);
  return isHidden
    ? explainWithoutRun(result, { learnerRun, counted: advice })
    : copyLearnerMessages(named, { learnerRun, hasOtherMistake, counted: advice });
}

async function collectCountedAdvice(id: string, counted: RunEvidence, judging: UnitToJudge): Promise<CountedAdvice> {
  const known = new Set(await findAdviceOnEmptyAnswer(id, judging));
  const advice = await collectAdvice(getExercise(id, judging), getSides(counted, judging));
  return { advice, isKnown: (text) => known.has(text) };
}

/** The claims on an exercise that also hold for the code as it was handed out, or for code that does nothing. */
async function findClaimsOfEmptyAnswer(id: string, judging: UnitToJudge): Promise<readonly string[]> {
  return listFromNothing(id, judging, {
    stored: judging.grading.claimsOfNothing,
    list: async (run, answers) => {
      const { claims } = await judgeRun(id, run, { ...judging, answers });
      return claims.flatMap(({ says, holds }) => (holds ? [says] : []));
    },
  });
}

/** What the claims on an exercise expect, and where they say to look, if its answer does nothing. */
async function findAdviceOnEmptyAnswer(id: string, judging: UnitToJudge): Promise<readonly string[]> {
  return listFromNothing(id, judging, {
    stored: judging.grading.adviceOnNothing,
    list: async (run) => {
      const advice = await collectAdvice(getExercise(id, judging), getSides(run, judging));
      return [...advice.values()].flatMap(({ expected, looks }) => [expected, ...looks]);
    },
  });
}

/** Lists what follows from the runs of an exercise whose answer does nothing, without repetitions. */
async function listFromNothing(
  id: string,
  { unit, plan, grading: { hasSolutions = true }, settings: usual }: UnitToJudge,
  {
    stored,
    list,
  }: {
    readonly stored: StoredLists | undefined;
    readonly list: (run: RunEvidence, answers: Answers) => Promise<readonly string[]>;
  },
): Promise<readonly string[]> {
  const find = async (settings: RunSettings): Promise<readonly string[]> => {
    const found = new Set<string>();
    for (const nothing of plan.planNothing(id))
      for (const text of await list(await unit.run(nothing, settings), nothing.answers)) found.add(text);
    return [...found];
  };
  // Where the solution is in all other exercises, the runs are the same for every submission.
  return stored && hasSolutions ? stored.getOrFind(id, () => find(toSharedSettings(usual))) : find(usual);
}
