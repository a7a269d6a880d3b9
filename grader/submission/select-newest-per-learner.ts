import { basename } from "node:path";
import { toPlainText } from "../core/plain-text";
import type { Group, Lms } from "./group";

/** A submission in an export, or beside it. */
interface ExportedSubmission extends Pick<Group, "name" | "student" | "newest"> {
  readonly path: string;
  readonly lms?: Lms;
}

/**
 * Leaves one submission to each learner where several exports are graded together: of Canvas the one with the newest file, of Gradescope
 * the one of the latest time, else the one that is named last. Learners are known by their platform's number, or their email address.
 *
 * @returns the kept submissions in the given order, and a line for each other one
 */
export function selectNewestPerLearner<T extends ExportedSubmission>(
  all: readonly T[],
): { newest: T[]; older: string[] } {
  const newest = new Map<string, T>();
  for (const item of all) {
    const key = getLearnerKey(item);
    const known = key === undefined ? undefined : newest.get(key);
    if (key !== undefined && (known === undefined || !isNewer(known, item))) newest.set(key, item);
  }
  const getCounting = (item: T): T => newest.get(getLearnerKey(item) ?? "") ?? item;
  return {
    newest: all.filter((item) => getCounting(item) === item),
    older: all
      .filter((item) => getCounting(item) !== item)
      .map(
        (item) =>
          `${toPlainText(item.name)} is in several exports: ${toPlainText(basename(getCounting(item).path))} counts.`,
      ),
  };
}

function getLearnerKey({ lms, student: { lmsId, email } }: ExportedSubmission): string | undefined {
  const key = lmsId ?? email;
  return lms === undefined || key === undefined ? undefined : `${lms} ${key}`;
}

/** Whether the first is newer than the second, as far as the platform tells. */
function isNewer(first: ExportedSubmission, second: ExportedSubmission): boolean {
  if (first.newest !== undefined && second.newest !== undefined) return first.newest > second.newest;
  return (first.student.submitted ?? "") > (second.student.submitted ?? "");
}
