import { renderFeedbackText } from "../reports/feedback-text";
import type { SubmissionResult } from "../reports/results";
import type { CheckOutcome } from "./messages";

/** The answer to a learner's own check. */
export function toVerdict(result: SubmissionResult): CheckOutcome {
  const isRight = result.status === "graded" && result.exercises.every(({ status }) => status === "right");
  const exercises = result.exercises.map(({ id, status }) => ({ id, status }));
  return { feedback: renderFeedbackText(result), isRight, exercises, ...(result.made ? { made: result.made } : {}) };
}
