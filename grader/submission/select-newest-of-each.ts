import { basename } from "node:path";
import { toPlainText } from "../plain-text";
import type { Group, Lms } from "./group";

/** A submission in an export, or beside it. */
interface Exported extends Pick<Group, "name" | "student" | "newest"> {
  readonly path: string;
  readonly lms?: Lms;
}

/**
 * Leaves one submission to each learner where several exports are graded together: of Canvas the one with the newest file, of Gradescope
 * the one of the latest time, else the one that is named last. Learners are known by their platform's number, or their email address.
 *
 * @returns the kept submissions in the given order, and a line for each other one
 */
export function selectNewestOfEach<T extends Exported>(all: readonly T[]): { kept: T[]; older: string[] } {
  const newest = new Map<string, T>();
  for (const one of all) {
    const key = getLearnerKey(one);
    const known = key === undefined ? undefined : newest.get(key);
    if (key !== undefined && (known === undefined || !isNewer(known, one))) newest.set(key, one);
  }
  const getCounting = (one: T): T => newest.get(getLearnerKey(one) ?? "") ?? one;
  return {
    kept: all.filter((one) => getCounting(one) === one),
    older: all
      .filter((one) => getCounting(one) !== one)
      .map(
        (one) =>
          `${toPlainText(one.name)} is in several exports: ${toPlainText(basename(getCounting(one).path))} counts.`,
      ),
  };
}

function getLearnerKey({ lms, student: { lmsId, email } }: Exported): string | undefined {
  const key = lmsId ?? email;
  return lms === undefined || key === undefined ? undefined : `${lms} ${key}`;
}

/** Whether the first is newer than the second, as far as the platform tells. */
function isNewer(one: Exported, other: Exported): boolean {
  if (one.newest !== undefined && other.newest !== undefined) return one.newest > other.newest;
  return (one.student.submitted ?? "") > (other.student.submitted ?? "");
}
