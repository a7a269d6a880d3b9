import { expect } from "chai";
import type { AnswerLines, Extras, Rehearsal, SubmissionResult } from "../../grader/index";

/**
 * Expects a learner's own check of each answer, by a checker that is kept warm, to say of it what `grade` has said.
 *
 * @param graded what `grade` says of the same answers, where it tells all runs as a check does
 * @param masked hides what differs from run to run in feedback
 */
export async function expectSameVerdict(
  rehearsal: Rehearsal,
  { answers, extras }: { readonly answers: AnswerLines; readonly extras: Extras },
  { graded, masked }: { readonly graded: SubmissionResult; readonly masked: (feedback: string) => string },
): Promise<void> {
  for (const exercise of Object.keys(answers)) {
    const { status, exercises } = await rehearsal.check(answers, extras, exercise);
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
