import type { RunEvidence } from "../evidence/evidence";
import type { ClaimResult, ExerciseResult } from "../reports/results";
import { formatSentences } from "../judge/hint";
import type { RunSettings } from "../run/run-cells";
import type { RunPlan } from "./plan-runs";
import type { Unit } from "./units";

/**
 * A submission may end its process in every cell: at most this many runs are made, each without the cells that ended an
 * earlier one.
 */
const MAX_RUNS = 3;

/**
 * Runs of a learner's own code, with the handed-out code where they wrote nothing: all messages of these runs may reach
 * the learner.
 */
interface LearnerOnlyRuns {
  readonly first: RunEvidence;
  /** Runs by exercise. */
  readonly of: ReadonlyMap<string, RunEvidence>;
}

/**
 * Runs the learner's own code, without any text of the solution. If a cell ends the process, the messages for the other exercises
 * come from a further run, in which that cell is as it was handed out.
 *
 * @param wanted `ids`: the exercises that need messages; `own`: the first such run, if there has been one
 */
export async function runLearnerOnly(
  { ids, learnerRun }: { ids: readonly string[]; learnerRun: RunEvidence | undefined },
  { unit, plan, settings }: { unit: Unit; plan: RunPlan; settings: RunSettings },
): Promise<LearnerOnlyRuns> {
  const aside = new Set<string>();
  const first = learnerRun ?? (await unit.run(plan.planLearnerOnly(ids, aside), settings));
  const of = new Map<string, RunEvidence>();
  for (let run = first, runs = 1; ; runs += 1) {
    const ender = run.end === "done" || runs === MAX_RUNS ? undefined : unit.findEndingExercise(run, settings);
    const isNew = ender !== undefined && !aside.has(ender);
    // Also for exercises whose cells came earlier: the questions on their answers are asked at the end of the run.
    for (const id of ids) if (!of.has(id) && (!isNew || id === ender)) of.set(id, run);
    if (!isNew || of.size === ids.length) return { first, of };
    aside.add(ender);
    run = await unit.run(plan.planLearnerOnly(ids, aside), settings);
  }
}

/** The message on a claim that fails in the run that counts, and holds in the run of the learner's own code. */
const HOLDS_ALONE = "This works when your code runs on its own, but not with the solution in the other exercises.";
/** What follows it if the claim's own advice could contain text of the solution. */
const OTHER_CELLS = "Look at: what your answer uses from other cells.";

/** Whether a claim fails in the run that counts, and holds in the learner's own run, which has no advice on it. */
export const hasClaimWithoutAdvice = (verdict: ExerciseResult, learnerRun: ExerciseResult): boolean =>
  verdict.claims.some(({ holds }, index) => !holds && learnerRun.claims[index]?.hint === undefined);

/** The advice on an exercise from the run that counts, and which of it may reach the learner. */
export interface CountedAdvice {
  /** The advice by claim. */
  readonly advice: ReadonlyMap<string, { readonly expected: string; readonly looks: readonly string[] }>;
  /** Whether a text of this advice is also given without any learner's code: no word of it can come from the learner's code. */
  readonly isKnown: (text: string) => boolean;
}

/** The advice on a claim without what was found; empty if all of it could contain text of the solution. */
function formatKnownAdvice(says: string, { advice, isKnown }: CountedAdvice): string {
  const { expected = "", looks = [] } = advice.get(says) ?? {};
  return formatSentences({ expected: isKnown(expected) ? expected : undefined, looks: looks.filter(isKnown) });
}

/** Above what was found in the learner's own run, if the run that counts has found something else. */
const FOUND_BESIDE_MISTAKE =
  "What was found is from your own run. Another exercise isn't right in it yet, and may have a part in that. The points are for this answer with the solution in all others.";

/** Whether a claim that fails in both runs fails by different findings. */
const isFoundDifferently = (verdict: ExerciseResult, learnerRun: ExerciseResult): boolean =>
  verdict.claims.some(({ holds, follows, hint }, index) => {
    const alone = learnerRun.claims[index];
    return !holds && !follows && alone !== undefined && !alone.holds && !alone.follows && alone.hint !== hint;
  });

/**
 * A verdict with the messages of another run. An exercise that is open in that run may stop code that is right, or hide a mistake: unless an
 * error explains that run, the run that counts says which claims were not reached.
 *
 * @param verdict which claims hold, from the run that counts
 * @param beside  `learnerRun`: the same exercise judged on the learner's own run, with what stopped the code in it; `hasOtherMistake`: whether
 *                another exercise has an answer that is not right; `counted`: the advice for claims that hold in the own run, if there are any
 */
export function copyLearnerMessages(
  verdict: ExerciseResult,
  {
    learnerRun: learnerResult,
    hasOtherMistake,
    counted,
  }: { learnerRun: ExerciseResult; hasOtherMistake: boolean; counted?: CountedAdvice | undefined },
): ExerciseResult {
  const { remarks } = learnerResult;
  const isBesideMistake = hasOtherMistake && isFoundDifferently(verdict, learnerResult);
  const cause = learnerResult.cause ?? (isBesideMistake ? FOUND_BESIDE_MISTAKE : undefined);
  const isReached = ({ holds, follows }: ClaimResult): boolean => !holds && !follows;
  const reached = learnerResult.cause === undefined && verdict.claims.some(isReached) ? verdict : learnerResult;
  const claims = verdict.claims.map(({ holds }, index): ClaimResult => {
    const claimResult = learnerResult.claims[index];
    const says = claimResult?.says ?? learnerResult.title;
    if (holds) return { says, holds };
    const { follows } = reached.claims[index] ?? {};
    const getAdvice = () => (counted && formatKnownAdvice(says, counted)) || OTHER_CELLS;
    return { says, holds, hint: claimResult?.hint ?? `${HOLDS_ALONE} ${getAdvice()}`, ...(follows ? { follows } : {}) };
  });
  return {
    ...removeMessages(verdict),
    claims,
    ...(cause === undefined || verdict.status === "right" ? {} : { cause }),
    ...(remarks === undefined ? {} : { remarks }),
  };
}

/**
 * Whether another exercise hides what is wrong with this one in the learner's own run: an error stops that run which doesn't stop the run that
 * counts, or the own run ends before the error of this exercise.
 */
export function isHiddenByAnother(verdict: ExerciseResult, { cause, status }: ExerciseResult): boolean {
  if (verdict.status === "right") return false;
  if (cause === undefined) return verdict.cause !== undefined && status === "wrong";
  return verdict.cause === undefined || removeDetails(verdict.cause) !== removeDetails(cause);
}

/** An error without what may differ between two runs of the same answer: its line, numbers and names. */
const removeDetails = (cause: string): string => removeLine(cause).replace(/"[^"]*"|'[^']*'|[\w-]*\d[\w-]*/g, "");

/** The message on a claim that fails in the run that counts, if anything more could contain text of the solution. */
const CORRECT_OTHER_FIRST = "Correct the other exercise first. Then a check says what your code did here.";

/**
 * A verdict on an exercise that another one's mistake stops in the learner's own run. Of the run that counts it gives the advice that an answer
 * without code gets, too: no word of it can come from the learner's code.
 */
export function explainWithoutRun(
  verdict: ExerciseResult,
  { learnerRun: { cause, remarks }, counted }: { readonly learnerRun: ExerciseResult; readonly counted: CountedAdvice },
): ExerciseResult {
  const judged = `${describeHiding(cause)} The points are for this answer with the solution in all others.`;
  const claims = verdict.claims.map(({ says, holds, follows }): ClaimResult => {
    if (holds) return { says, holds };
    const hint = formatKnownAdvice(says, counted) || CORRECT_OTHER_FIRST;
    return { says, holds, hint, ...(follows ? { follows } : {}) };
  });
  return {
    ...removeMessages(verdict),
    claims,
    cause: verdict.cause === undefined ? judged : `${judged} There, an error of its own stops it.`,
    ...(remarks === undefined ? {} : { remarks }),
  };
}

/** @param cause what stops the learner's own run, if an error does */
function describeHiding(cause: string | undefined): string {
  if (cause === undefined) return "Your own run doesn't get this far, because of another exercise.";
  // The error calls the exercise that is open "this exercise".
  return /\bExerciseOpen\b/.test(cause)
    ? "Your own run doesn't get this far, because another exercise is still open."
    : `Another exercise stops your code before this one: ${removeLine(cause)}`;
}

/** The error without the line that it was assigned to. */
const removeLine = (cause: string): string => cause.replace(/ The error is in line \d+ of your [^]*$/, "");

/** A verdict without the messages from the run that counts. */
function removeMessages({ id, title, score, max, status, claims }: ExerciseResult): ExerciseResult {
  return { id, title, score, max, status, claims };
}
