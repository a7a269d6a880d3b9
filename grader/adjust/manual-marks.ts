import { eachRow, readTable, TableProblem } from "./csv";

/** An instructor's own mark for a submission, or for one exercise of it. */
export interface ManualMark {
  /** File and line of the mark: `marks.csv, line 3`. */
  readonly where?: string;
  readonly id: string;
  /** The exercise's id; without one, points are added to the whole. */
  readonly exercise?: string;
  readonly points?: number;
  readonly comment?: string;
}

/**
 * Reads manual marks: a CSV file with the columns `id`, `exercise`, `points` and `comment`. With an exercise, points replace the
 * grader's; without, they are added to the score and may be negative.
 *
 * @throws TableProblem
 */
export function readManualMarks(text: string, file: string): ManualMark[] {
  return eachRow(readTable(text, file, ["id"]), (row): ManualMark => {
    const [id, exercise, points, comment] = [row.get("id"), row.get("exercise"), row.get("points"), row.get("comment")];
    if (id === undefined) throw new TableProblem(`${file}, line ${row.line}: whose marks are these? There is no id.`);
    if (points !== undefined && !/^-?\d+(\.\d+)?$/.test(points))
      throw new TableProblem(`${file}, line ${row.line}: "${points}" is no number of points.`);
    if (points === undefined && comment === undefined)
      throw new TableProblem(`${file}, line ${row.line}: there are neither points nor a comment.`);
    return {
      where: `${file}, line ${row.line}`,
      id,
      ...(exercise === undefined ? {} : { exercise }),
      ...(points === undefined ? {} : { points: Number(points) }),
      ...(comment === undefined ? {} : { comment }),
    };
  });
}
