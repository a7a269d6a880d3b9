import type { SubmissionResult } from "../results";

/** The mark, or nothing where the grader failed and no person has given one: a fault of ours is never read as a zero. */
export function finalMark({ status, score, graded }: SubmissionResult): string | number {
  return status === "grader-fault" && graded === undefined ? "" : score;
}
