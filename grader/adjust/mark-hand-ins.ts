import { TableProblem } from "./csv";
import type { ManualMark } from "./manual-marks";

/** Contents' hashes of a learner's hand-ins, the oldest first; undefined for one whose hash is unknown. */
type HandInContents = ReadonlyMap<string, readonly (string | undefined)[]>;

/** The hand-ins that manual marks were given for: the mark's text → the content's hash. It is kept from run to run. */
export type MarkRecord = Readonly<Record<string, string>>;

/** Manual marks whose hand-ins are known, and the record for the next run. */
interface AssignedMarks {
  readonly manual: readonly ManualMark[];
  readonly record: MarkRecord;
}

/**
 * Finds the hand-in that each manual mark was given for: the one in its column `hand-in`; otherwise the learner's latest one at the time of the
 * run that first got the mark. A mark that was changed since is a new one.
 *
 * @throws TableProblem if a learner has no hand-in of that number
 */
export function assignHandIns(
  manual: readonly ManualMark[],
  contents: HandInContents,
  before: MarkRecord,
): AssignedMarks {
  const problems: string[] = [];
  const record: Record<string, string> = {};
  const assigned = manual.map((mark): ManualMark => {
    const submissions = contents.get(mark.id) ?? [];
    if (mark.handIn !== undefined && mark.handIn > submissions.length)
      problems.push(
        `${mark.where ?? "manual marks"}: ${mark.id} has no hand-in ${mark.handIn}: ${submissions.length} of theirs ${submissions.length === 1 ? "was" : "were"} graded.`,
      );
    const key = createKey(mark);
    const content = mark.handIn === undefined ? (before[key] ?? submissions.at(-1)) : submissions[mark.handIn - 1];
    // A submission over which the grader failed has no hash.
    if (content === undefined || content === "") return mark;
    if (mark.handIn === undefined) record[key] = content;
    return { ...mark, content };
  });
  if (problems.length > 0) throw new TableProblem(...problems);
  return { manual: assigned, record };
}

function createKey({ id, exercise, points, effect, comment }: ManualMark): string {
  return JSON.stringify([id, exercise ?? "", effect ?? "", points ?? "", comment ?? ""]);
}
