import { expect } from "chai";
import type { AnswerLines, Extras, Held, Rehearsal, SubmissionResult } from "../../grader/index";

/** What both doors say of the same answers. */
export interface Verdicts {
  /** By `grade`. */
  readonly graded: SubmissionResult;
  /** By a learner's own check of each exercise, in a checker that is kept warm. */
  readonly checked: ReadonlyMap<string, SubmissionResult>;
}

/** Grades answers, and checks each of them, unless told otherwise: side by side, since neither waits for the other. */
export async function verdictsOn(
  rehearsal: Rehearsal,
  answers: AnswerLines,
  {
    extras,
    held = {},
    isChecked = true,
  }: { readonly extras: Extras; readonly held?: Held; readonly isChecked?: boolean },
): Promise<Verdicts> {
  const checks = async (): Promise<Map<string, SubmissionResult>> => {
    const checked = new Map<string, SubmissionResult>();
    for (const exercise of isChecked ? Object.keys(answers) : [])
      checked.set(exercise, await rehearsal.check(answers, extras, exercise));
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
