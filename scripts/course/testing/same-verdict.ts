import { expect } from "chai";
import type { AnswerLines, Extras, Rehearsal, SubmissionResult } from "../../../grader/index";

/** The time of a run, which feedback may name. */
const TIME = /\b20\d\d-\d\d-\d\dT[\d:.]+Z/g;

/**
 * Expects a learner's own check of each answer, by a checker that is kept warm, to say of it what `grade` has said.
 *
 * @param graded what `grade` says of the same answers
 */
export async function expectSameVerdict(
  rehearsal: Rehearsal,
  { answers, extras }: { readonly answers: AnswerLines; readonly extras: Extras },
  graded: SubmissionResult,
): Promise<void> {
  for (const exercise of Object.keys(answers)) {
    const { status, exercises } = await rehearsal.check(answers, extras, exercise);
    expect({ status, verdict: verdictOf(exercises, exercise) }).to.deep.equal({
      status: graded.status,
      verdict: verdictOf(graded.exercises, exercise),
    });
  }
}

function verdictOf(exercises: SubmissionResult["exercises"], exercise: string) {
  const { status, score, claims = [] } = exercises.find(({ id }) => id === exercise) ?? {};
  return { status, score, claims: JSON.stringify(claims, null, 1).replaceAll(TIME, "<time>") };
}
