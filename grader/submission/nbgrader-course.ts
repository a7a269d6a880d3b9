import { lstat, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { readUntrustedFileAt } from "../../foundation/untrusted-folder";
import { ignoreMissing } from "../core/ignore-missing";

/** A learner's folder of an assignment, with nbgrader's time of the hand-in in ISO 8601. */
export interface NbgraderSubmission {
  readonly student: string;
  readonly folder: string;
  readonly submitted?: string;
}

/** The file that nbgrader's exchange puts into each hand-in. */
const TIMESTAMP = "timestamp.txt";

/**
 * The hand-ins of a lab in a folder of nbgrader's, `submitted/<student>/<assignment>/`, where the assignment has the lab's
 * name; none if the folder is none of nbgrader's. Learners who handed in only other assignments are left out.
 *
 * @param folder absolute path
 */
export async function findNbgraderSubmissions(folder: string, notebook: string): Promise<NbgraderSubmission[]> {
  const assignment = basename(notebook, ".ipynb");
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async ({ name }) => {
      const assignmentFolder = join(folder, name, assignment);
      const [info, stamp] = await Promise.all(
        [assignmentFolder, join(assignmentFolder, TIMESTAMP)].map((path) => lstat(path).catch(ignoreMissing)),
      );
      if (name.startsWith(".") || !info?.isDirectory()) return [];
      return [
        {
          student: name,
          folder: assignmentFolder,
          ...(stamp?.isFile() ? readTime(join(assignmentFolder, TIMESTAMP)) : {}),
        },
      ];
    }),
  );
  const all = found.flat();
  // Without any time it may be a class's folder, in which a learner has unpacked the lab's zip.
  return all.some(({ submitted }) => submitted !== undefined) ? all : [];
}

/** nbgrader writes `2026-11-25 10:00:00.123456 UTC`. */
function readTime(file: string): Pick<NbgraderSubmission, "submitted"> {
  const text = readUntrustedFileAt(file, 1000)?.toString("utf8") ?? "";
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d+)? UTC\s*$/.exec(text) ?? [];
  return day === undefined ? {} : { submitted: `${day}T${time}Z` };
}
