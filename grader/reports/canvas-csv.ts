import type { GradeResults } from "../results";
import { csvText } from "./csv-text";
import { finalMark } from "./final-mark";
import type { ReportFile } from "./report";

/**
 * `canvas.csv`: what Canvas's gradebook imports. Canvas knows a learner by its own number, or by their login; who has no mark is left
 * empty, which changes nothing there.
 *
 * @see https://community.canvaslms.com/t5/Instructor-Guide/How-do-I-import-grades-in-the-Gradebook/ta-p/807
 */
export function canvasCsv({ lab, submissions }: GradeResults): ReportFile[] {
  const max = submissions[0]?.max ?? 0;
  const rows = submissions.map((submission) => {
    const { name, lmsId, login, email } = submission.student ?? {};
    return [name ?? submission.id, lmsId ?? "", login ?? email ?? "", "", finalMark(submission)];
  });
  const points = ["Points Possible", "", "", "", max];
  return [{ path: "canvas.csv", text: csvText([["Student", "ID", "SIS Login ID", "Section", lab], points, ...rows]) }];
}
