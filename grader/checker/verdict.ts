import { feedbackText } from "../reports/feedback-text";
import type { SubmissionResult } from "../results";
import type { Judged } from "./messages";

/** What a learner is told of their own check. */
export function verdictOf(result: SubmissionResult): Judged {
  const isRight = result.status === "graded" && result.exercises.every(({ status }) => status === "right");
  return { feedback: feedbackText(result), isRight, ...(result.made ? { made: result.made } : {}) };
}
