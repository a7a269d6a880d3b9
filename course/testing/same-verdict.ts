import { expect } from "chai";
import type { AnswerLines, Extras, Held, Rehearsal, SubmissionResult } from "../../grader/index";
import { LONG } from "../../test/long";

/** What both doors say of the same answers. */
export interface Verdicts {
  /** By `grade`. */
  readonly graded: SubmissionResult;
  /** By a learner's own check of each exercise, in a checker that is kept warm. */
  readonly checked: ReadonlyMap<string, SubmissionResult>;
}

/** The labs whose answers a short run checks, too: one without functions, and one with. To open a lab for checks runs its solution once more. */
const CHECKED_IN_SHORT = ["01-", "03-"];

/** Whether answers of a lab are checked: in a long run all, in a short one those of two labs that the caller has chosen. */
export const checksIn = (lab: string, isChosen: boolean): boolean =>
  LONG || (isChosen && CHECKED_IN_SHORT.some((number) => lab.startsWith(number)));

/**
 * Grades answers, and checks each of them, unless told otherwise: side by side, since neither waits for the other.
 *
 * @param wish.isCheckedAtOnce one check looks at all of them, as a learner's who names no exercise
 */
export async function verdictsOn(
  rehearsal: Rehearsal,
  answers: AnswerLines,
  {
    extras,
    held = {},
    isChecked = true,
    isCheckedAtOnce = false,
  }: {
    readonly extras: Extras;
    readonly held?: Held;
    readonly isChecked?: boolean;
    readonly isCheckedAtOnce?: boolean;
  },
): Promise<Verdicts> {
  const checks = async (): Promise<Map<string, SubmissionResult>> => {
    const checked = new Map<string, SubmissionResult>();
    const all = isChecked && isCheckedAtOnce ? await rehearsal.check(answers, extras) : undefined;
    for (const exercise of isChecked ? Object.keys(answers) : [])
      checked.set(exercise, all ?? (await rehearsal.check(answers, extras, exercise)));
    return checked;
  };
  const [graded, checked] = await Promise.all([rehearsal.grade(answers, extras, held), checks()]);
  return { graded, checked };
}

/**
 * Expects each check to say of its exercise what `grade` has said, where that tells all runs as a check does.
 *
 * @param masked hides what differs from run to run in feedback
 */
export function expectSameVerdict({ graded, checked }: Verdicts, masked: (feedback: string) => string): void {
  expect(checked.size).to.be.greaterThan(0);
  for (const [exercise, { status, exercises }] of checked) {
    expect({ status, verdict: verdictOf(exercises, { exercise, masked }) }).to.deep.equal({
      status: graded.status,
      verdict: verdictOf(graded.exercises, { exercise, masked }),
    });
  }
}

function verdictOf(
  exercises: SubmissionResult["exercises"],
  { exercise, masked }: { readonly exercise: string; readonly masked: (feedback: string) => string },
) {
  // How far code came that waits for what never happens differs: `grade` ends it at its limit of time, a check lets it go on. So does, then,
  // what its cloud holds beside the solution's.
  const found = exercises.find(({ id }) => id === exercise);
  const { claims = [], ...result } = { ...found, difference: undefined };
  // Each word of it: one feedback may name a time or a number of the run more than once.
  const words = claims.map(({ hint = "", ...claim }) => ({ ...claim, hint: masked(hint) }));
  return { ...result, claims: words };
}
