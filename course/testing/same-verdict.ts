import { expect } from "chai";
import type { AnswerLines, RehearsalExtras, RehearsalVariation, Rehearsal, SubmissionResult } from "../../grader/index";
import { LONG } from "../../cloud/testing/skip";

/** The verdicts of `labs grade` and of `labs check` on the same answers. */
interface Verdicts {
  /** The verdict of `grade`. */
  readonly graded: SubmissionResult;
  /** The verdicts of a learner's own check of each exercise, by a checker that is kept warm. */
  readonly checked: ReadonlyMap<string, SubmissionResult>;
}

/** The labs whose answers a short run checks, too: one without Lambda functions, and one with. The others would cost time: opening a lab for checks runs its solution again. */
const CHECKED_IN_SHORT = ["01-", "03-"];

/** Whether an answer of a lab is checked: in a long run every answer, in a short run the caller's choice in two of the labs. */
export const hasChecks = (lab: string, isChosen: boolean): boolean =>
  LONG || (isChosen && CHECKED_IN_SHORT.some((number) => lab.startsWith(number)));

/**
 * Grades answers, and checks each of them, unless `isChecked` is false. Both run at the same time.
 *
 * @param wish.isCheckedAtOnce one check judges all answers, as `labs check` does without an exercise's name
 */
export async function judgeBothWays(
  rehearsal: Rehearsal,
  answers: AnswerLines,
  {
    extras,
    variation = {},
    isChecked = true,
    isCheckedAtOnce = false,
  }: {
    readonly extras: RehearsalExtras;
    readonly variation?: RehearsalVariation;
    readonly isChecked?: boolean;
    readonly isCheckedAtOnce?: boolean;
  },
): Promise<Verdicts> {
  const runChecks = async (): Promise<Map<string, SubmissionResult>> => {
    const checked = new Map<string, SubmissionResult>();
    const all = isChecked && isCheckedAtOnce ? await rehearsal.check(answers, extras) : undefined;
    for (const exercise of isChecked ? Object.keys(answers) : [])
      checked.set(exercise, all ?? (await rehearsal.check(answers, extras, exercise)));
    return checked;
  };
  const [graded, checked] = await Promise.all([rehearsal.grade(answers, extras, variation), runChecks()]);
  return { graded, checked };
}

/**
 * Expects of each check the same verdict as of `grade`, which has to tell the outcome of all runs as a check does.
 *
 * @param masked hides the parts of feedback that differ from run to run
 */
export function expectSameVerdict({ graded, checked }: Verdicts, masked: (feedback: string) => string): void {
  expect(checked.size).to.be.greaterThan(0);
  for (const [exercise, { status, exercises }] of checked) {
    expect({ status, verdict: getVerdict(exercises, { exercise, mask: masked }) }).to.deep.equal({
      status: graded.status,
      verdict: getVerdict(graded.exercises, { exercise, mask: masked }),
    });
  }
}

function getVerdict(
  exercises: SubmissionResult["exercises"],
  { exercise, mask }: { readonly exercise: string; readonly mask: (feedback: string) => string },
) {
  // `difference`, which compares the clouds' states, is left out: `grade` ends code that waits for an event that never
  // comes at its time limit, while a check lets it continue, so it may leave another state.
  const found = exercises.find(({ id }) => id === exercise);
  const { claims = [], ...result } = { ...found, difference: undefined };
  // Every hint is masked as a whole, since it may name a time or a number of the run more than once.
  const words = claims.map(({ hint = "", ...claim }) => ({ ...claim, hint: mask(hint) }));
  return { ...result, claims: words };
}
