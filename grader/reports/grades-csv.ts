import type { GradeResults, SubmissionResult } from "../results";
import type { ReportFile } from "./report";

/**
 * `grades.csv`: a row a submission, with a column for each exercise. Where the grader failed there is no mark, so that a
 * fault of ours is never read as a zero.
 */
export function gradesCsv({ submissions }: GradeResults): ReportFile[] {
  const ids = [...new Set(submissions.flatMap(({ exercises }) => exercises.map(({ id }) => id)))];
  const rows = submissions.map((submission) => [
    submission.id, submission.status, markOf(submission), submission.max, ...ids.map((id) => markIn(submission, id)), submission.notes.join(" "),
  ]);
  const lines = [["id", "status", "score", "max", ...ids, "notes"], ...rows].map((row) => row.map(field).join(","));
  return [{ path: "grades.csv", text: `${lines.join("\r\n")}\r\n` }];
}

function markOf({ status, score }: SubmissionResult): string | number {
  return status === "grader-fault" ? "" : score;
}

function markIn({ exercises }: SubmissionResult, id: string): string | number {
  return exercises.find((exercise) => exercise.id === id)?.score ?? "";
}

/** A spreadsheet would run a field that begins like a formula. */
function field(value: string | number): string {
  const text = typeof value === "string" ? value.replace(/^[=+\-@\t\r]/, "'$&") : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
