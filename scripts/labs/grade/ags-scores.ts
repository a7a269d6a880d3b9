import type { ResultsFile, SubmissionResult } from "../../../grader/reports/results";

/**
 * A score of LTI 1.3's Assignment and Grade Services.
 *
 * @see https://www.imsglobal.org/spec/lti-ags/v2p0/#score-publish-service
 */
export interface AgsScore {
  readonly userId: string;
  readonly scoreGiven: number;
  readonly scoreMaximum: number;
  readonly comment?: string;
  /** ISO 8601 with fractions of a second. A platform keeps the score with the latest. */
  readonly timestamp: string;
  readonly activityProgress: "Completed";
  readonly gradingProgress: "FullyGraded";
}

interface Scores {
  /** By the submission's id. */
  readonly scores: ReadonlyMap<string, AgsScore>;
  /** Submissions without a score, one line each with the reason. */
  readonly skipped: readonly string[];
}

/**
 * The scores of a class.
 *
 * @param users LTI's user ids by the submission's id
 * @param timestamp of all scores, in ISO 8601
 */
export function createScores(
  { submissions }: Pick<ResultsFile, "submissions">,
  users: ReadonlyMap<string, string>,
  timestamp: string,
): Scores {
  const scores = new Map<string, AgsScore>();
  const skipped: string[] = [];
  for (const submission of submissions) {
    const userId = users.get(submission.id);
    const why = userId === undefined ? "its ID is not in the table of users" : findObstacle(submission);
    if (userId === undefined || why !== undefined) skipped.push(`${submission.id}: ${why}`);
    else scores.set(submission.id, createScore(submission, { userId, timestamp }));
  }
  return { scores, skipped };
}

function findObstacle({ status, graded, max }: SubmissionResult): string | undefined {
  if (status === "missing") return "nothing was handed in";
  if (status === "grader-fault" && graded === undefined) return "the grader failed; grade it by hand";
  return max > 0 ? undefined : "it has no score";
}

const createScore = (
  { score, max, comments = [] }: SubmissionResult,
  { userId, timestamp }: Pick<AgsScore, "userId" | "timestamp">,
): AgsScore => ({
  userId,
  scoreGiven: Math.max(0, score),
  scoreMaximum: max,
  ...(comments.length === 0 ? {} : { comment: comments.join("\n") }),
  timestamp,
  activityProgress: "Completed",
  gradingProgress: "FullyGraded",
});

/** The address of a line item's scores: a platform may have put parameters behind the path. @throws TypeError */
export function toScoresAddress(lineItem: string): URL {
  const address = new URL(lineItem);
  address.pathname = `${address.pathname.replace(/\/$/, "")}/scores`;
  return address;
}
