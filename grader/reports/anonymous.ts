import type { Attempt, ClaimResult, ExerciseResult, GradeResults, SubmissionResult } from "./results";
import { renderFeedbackHtml } from "./feedback-html";
import { renderGradesCsv } from "./grades-csv";
import type { ReportFile } from "./report";
import { renderReport } from "./report-html";
import { renderResultsJson } from "./results-json";

/** Pseudonyms by submission id. */
type Pseudonyms = ReadonlyMap<string, string>;

/** The reports of an anonymous export. Files for a learning platform are not among them: no platform knows a pseudonym. */
export function renderAnonymousReports(results: GradeResults, pseudonyms: Pseudonyms): ReportFile[] {
  const anonymous = anonymizeResults(results, pseudonyms);
  return [renderResultsJson, renderGradesCsv, renderReport, renderFeedbackHtml].flatMap((render) => render(anonymous));
}

/**
 * The marks of a class without anything that can name a learner. Members are copied one by one, so that a new member of a result is not in an
 * export before somebody has decided that. Texts that quote a learner's files or an instructor are left out: nobody can find every name in them.
 * Submissions are in the order of their pseudonyms, since the original order is often that of the names.
 */
function anonymizeResults(results: GradeResults, pseudonyms: Pseudonyms): GradeResults {
  const { lab, grader, submissions, similar = [] } = results;
  const toPseudonym = (id: string): string => {
    const pseudonym = pseudonyms.get(id);
    if (pseudonym === undefined) throw new Error("A submission has no pseudonym.");
    return pseudonym;
  };
  const isShared = findSharedTexts(submissions);
  return {
    ...{ lab, grader, anonymous: true },
    submissions: submissions
      .map((submission) => anonymizeSubmission(submission, toPseudonym(submission.id), isShared))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    similar: similar.map(({ a, b, share }) => ({ a: toPseudonym(a), b: toPseudonym(b), share })),
  };
}

/** Whether a text is in the results of several learners. A claim's text can hold the name that one learner chose for a resource. */
type TextPredicate = (text: string) => boolean;

function findSharedTexts(submissions: readonly SubmissionResult[]): TextPredicate {
  const counts = new Map<string, number>();
  for (const { exercises } of submissions) {
    const labTexts = new Set(exercises.flatMap(({ title, claims }) => [title, ...claims.map(({ says }) => says)]));
    for (const text of labTexts) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return (text) => (counts.get(text) ?? 0) > 1;
}

function anonymizeSubmission(submission: SubmissionResult, id: string, isShared: TextPredicate): SubmissionResult {
  const { status, score, max, seconds, exercises, graded, late, attempts } = submission;
  return {
    ...{ id, status, score, max, seconds, notes: [] },
    exercises: exercises.map((exercise) => anonymizeExercise(exercise, isShared)),
    ...(graded === undefined ? {} : { graded }),
    ...(late ? { late: { days: late.days, percent: late.percent } } : {}),
    ...(attempts ? { attempts: attempts.map(removeTime) } : {}),
  };
}

const removeTime = ({ status, score, max, counts }: Attempt): Attempt => ({ status, score, max, counts });

function anonymizeExercise(exercise: ExerciseResult, isShared: TextPredicate): ExerciseResult {
  const { id, title, score, max, status, claims, graded, cause } = exercise;
  return {
    ...{ id, title: isShared(title) ? title : id, score, max, status },
    claims: claims.map(({ says, holds, follows }, index): ClaimResult => ({
      says: isShared(says) ? says : `Claim ${index + 1}`,
      holds,
      ...(follows ? { follows } : {}),
    })),
    ...(graded === undefined ? {} : { graded }),
    // Without a cause, an answer that was not found would read as an exercise that nobody has touched.
    ...(status === "open" && cause !== undefined ? { cause: "Not found." } : {}),
  };
}
