import type { GradeResults, SubmissionResult } from "./results";
import { formatCsv } from "./csv-text";
import { getFinalMark } from "./final-mark";
import type { ReportFile } from "./report";

/** `grades.csv`: one row for each submission, with a column for each exercise. */
export function renderGradesCsv({ submissions }: GradeResults): ReportFile[] {
  const ids = [...new Set(submissions.flatMap(({ exercises }) => exercises.map(({ id }) => id)))];
  const rows = submissions.map((submission) => [
    submission.id,
    submission.student?.name ?? "",
    submission.student?.email ?? "",
    submission.status,
    getFinalMark(submission),
    submission.max,
    submission.graded ?? getFinalMark(submission),
    submission.late?.days ?? 0,
    submission.student?.late ? "late" : "",
    ...ids.map((id) => getMark(submission, id)),
    [...(submission.instructorNotes ?? []), ...submission.notes, ...(submission.comments ?? [])].join(" "),
  ]);
  const heading = [
    "id",
    "name",
    "email",
    "status",
    "score",
    "max",
    "graded",
    "days late",
    "late mark",
    ...ids,
    "notes",
  ];
  return [{ path: "grades.csv", text: formatCsv([heading, ...rows]) }];
}

function getMark({ exercises }: SubmissionResult, id: string): string | number {
  return exercises.find((exercise) => exercise.id === id)?.score ?? "";
}
