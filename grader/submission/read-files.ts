import { posix } from "node:path";
import { toPlainText } from "../core/plain-text";
import { readText } from "./decode-text";
import { removeFirstPart, findMeantScript, findScriptNamed } from "./layout";
import { assertShort } from "./read-notebook";
import { describeShownWork, readNotebooks, type Findings } from "./read-notebooks";
import { SubmissionProblem, type FoundFile, type SubmittedPaths, type Submission } from "./submission";

/**
 * Makes a submission from the files of a folder or zip.
 *
 * A script is found by its path in the project, by its name, or by a longer name that contains it, such as `consumer (final).ts`; if it is
 * the only file, also as the lab's only script.
 */
export async function readFiles(id: string, files: readonly FoundFile[], lab: SubmittedPaths): Promise<Submission> {
  const notes: string[] = [];
  const absent = new Map<string, string>();
  try {
    const notebooks = await readNotebooks(files, lab, { notes, absent });
    const scripts = new Map<string, string>();
    for (const path of lab.scripts) {
      const text = await readText(findScript(files, { path, scripts: lab.scripts }, { notes, absent }));
      if (text?.trim() === "") absent.set(path, `${path} is empty`);
      else if (text !== undefined) {
        assertShort(text.length, path);
        scripts.set(path, text);
        continue;
      }
      notes.push(`There is no ${path}: its exercises count as open.`);
    }
    const hinted = await readHints(files, posix.basename(lab.notebook, ".ipynb"));
    notes.push(...describeHints(hinted));
    const hasNotebook = Object.keys(notebooks).length > 0;
    if (!hasNotebook && scripts.size === 0)
      throw new SubmissionProblem("unreadable", describeMissingWork(files, lab, absent));
    if (!hasNotebook) notes.push(`There is no ${posix.basename(lab.notebook)}: its exercises count as open.`);
    return {
      id,
      scripts,
      notes,
      ...hinted,
      ...notebooks,
      ...(absent.size > 0 ? { absent } : {}),
    };
  } catch (error) {
    return createUnreadableSubmission(id, error, notes);
  }
}

/**
 * The submission in place of one that could not be read, with the problem. Errors that are not the submission's fault
 * are thrown.
 */
export function createUnreadableSubmission(id: string, error: unknown, notes: readonly string[] = []): Submission {
  if (!(error instanceof SubmissionProblem)) throw error;
  return { id, scripts: new Map(), notes, problem: { status: error.status, says: error.message } };
}

/** The number of hints that an exercise has. */
const MAX_HINTS = 3;
const MAX_HINTS_BYTES = 64 * 1024;

/** How many hints the learner has seen, by exercise, from the `hints.json` of `labs pack`. A file that cannot be read counts as none. */
async function readHints(files: readonly FoundFile[], lab: string): Promise<Pick<Submission, "hints">> {
  const file = files.find(({ path }) => path === "hints.json" || removeFirstPart(path) === "hints.json");
  if (file === undefined || file.bytes > MAX_HINTS_BYTES) return {};
  try {
    const counts: unknown = JSON.parse((await readText(file)) ?? "");
    const isCount = (count: unknown): count is number =>
      Number.isInteger(count) && Number(count) >= 1 && Number(count) <= MAX_HINTS;
    const seen = Object.entries((counts ?? {}) as Record<string, unknown>).filter(
      (entry): entry is [string, number] =>
        /^[\w-]+\.[a-z0-9-]{1,60}$/.test(entry[0]) && entry[0].startsWith(`${lab}.`) && isCount(entry[1]),
    );
    return seen.length > 0 ? { hints: Object.fromEntries(seen) } : {};
  } catch {
    // The learner wrote this file, and may have changed it: no count is a count of none.
    return {};
  }
}

/** The cost of the hints is added with the instructor's other adjustments. */
function describeHints({ hints }: Pick<Submission, "hints">): string[] {
  if (hints === undefined) return [];
  const seen = Object.entries(hints).map(([id, count]) => `${id.replace(/^.*\./, "")} ${count} of ${MAX_HINTS}`);
  return [`Hints seen: ${seen.join(", ")}.`];
}

const MAX_NAMES = 3;

/** Describes what was submitted instead of the lab's work. */
function describeMissingWork(
  files: readonly FoundFile[],
  { notebook, scripts }: SubmittedPaths,
  absent: ReadonlyMap<string, string>,
): string {
  const name = posix.basename(notebook);
  const shown = describeShownWork(files, posix.basename(name, ".ipynb"));
  if (shown !== undefined) return `${shown}. Hand in the notebook ${name} itself.`;
  const [why] = absent.values();
  if (why !== undefined && scripts.length + 1 >= files.length) return `${why}. Save it again, and hand it in again.`;
  return `There is neither ${name} nor a script of the lab in it. It holds ${listContents(files)}.`;
}

/** The names of a submission's files, for somebody who looks for what was handed in instead. */
function listContents(files: readonly FoundFile[]): string {
  if (files.length === 0) return "no file";
  const names = files.slice(0, MAX_NAMES).map(({ path }) => toPlainText(path));
  const more = files.length > MAX_NAMES ? ` and ${files.length - MAX_NAMES} more` : "";
  return `${names.join(", ")}${more}`;
}

function findScript(
  files: readonly FoundFile[],
  { path, scripts }: { path: string; scripts: readonly string[] },
  { notes, absent }: Findings,
): FoundFile | undefined {
  const exact = files.find((file) => file.path === path) ?? files.find((file) => removeFirstPart(file.path) === path);
  if (exact) return exact;
  const [alone, more] = files;
  // A script handed in alone may have the learner's name.
  if (alone && !more && findMeantScript(alone.path, scripts) === path) return noteFoundFile(alone, path, notes);
  const name = posix.basename(path);
  const ranks = [
    files.filter((file) => file.path.endsWith(`/${path}`)),
    files.filter((file) => posix.basename(file.path) === name),
    files.filter((file) => findScriptNamed(file.path, scripts) === path),
  ];
  const [only, another] = ranks.find((found) => found.length > 0) ?? [];
  if (!only) return undefined;
  if (another) {
    absent.set(path, `${toPlainText(only.path)} and ${toPlainText(another.path)} may both be ${name}`);
    return undefined;
  }
  notes.push(`${path} was found as ${toPlainText(only.path)}.`);
  return only;
}

function noteFoundFile(file: FoundFile, path: string, notes: string[]): FoundFile {
  const isNamed = posix.basename(file.path) === posix.basename(path);
  const name = toPlainText(file.path);
  notes.push(isNamed ? `${path} was found as ${name}.` : `${name} was handed in alone, as ${path}.`);
  return file;
}
