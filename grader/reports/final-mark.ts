import type { SubmissionResult } from "./results";

/**
 * The mark, or an empty text if the grader failed and no instructor has given a mark: a fault of the grader must not
 * count as a zero.
 */
export function getFinalMark({ status, score, graded }: SubmissionResult): string | number {
  return status === "grader-fault" && graded === undefined ? "" : score;
}
