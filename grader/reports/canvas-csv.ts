import type { GradeResults } from "./results";
import { formatCsv } from "./csv-text";
import { getFinalMark } from "./final-mark";
import type { ReportFile } from "./report";

/**
 * `canvas.csv`: the import format of Canvas's gradebook. Canvas identifies a learner by Canvas's own number, or by the login. A
 * learner without a mark gets an empty field, which changes nothing in Canvas.
 *
 * @see https://community.canvaslms.com/t5/Instructor-Guide/How-do-I-import-grades-in-the-Gradebook/ta-p/807
 */
export function renderCanvasCsv({ lab, submissions }: GradeResults): ReportFile[] {
  const max = submissions[0]?.max ?? 0;
  const rows = submissions.map((submission) => {
    const { name, lmsId, login, email } = submission.student ?? {};
    return [name ?? submission.id, lmsId ?? "", login ?? email ?? "", "", getFinalMark(submission)];
  });
  const points = ["Points Possible", "", "", "", max];
  return [
    { path: "canvas.csv", text: formatCsv([["Student", "ID", "SIS Login ID", "Section", lab], points, ...rows]) },
  ];
}
