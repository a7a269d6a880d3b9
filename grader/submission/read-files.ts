import { posix } from "node:path";
import { plainText } from "../plain-text";
import { decodeText } from "./decode-text";
import { belowFirstPart, scriptMeant } from "./layout";
import { mustBeShort } from "./read-notebook";
import { LARGEST_FILE_BYTES, SubmissionProblem, type FoundFile, type HandedIn, type Submission } from "./submission";

/**
 * Makes a submission from the files of a folder or zip.
 *
 * The notebook is found by its path or its name; if no notebook has that name, and there is exactly one other notebook, the other one
 * counts. A script is found by its path in the project, at the top of the submission or below one folder; if it is the only file, also by
 * the end of its name, or as the lab's only script.
 */
export async function readFiles(id: string, files: readonly FoundFile[], lab: HandedIn): Promise<Submission> {
  const notes: string[] = [];
  try {
    const notebook = await textOf(findNotebook(files, lab, notes));
    const scripts = new Map<string, string>();
    for (const path of lab.scripts) {
      const text = await textOf(findScript(files, { path, scripts: lab.scripts }, notes));
      if (text === undefined) notes.push(`There is no ${path}: its exercises count as open.`);
      else {
        mustBeShort(text.length, path);
        scripts.set(path, text);
      }
    }
    if (notebook === undefined && scripts.size === 0) {
      throw new SubmissionProblem(
        "unreadable",
        `There is neither ${posix.basename(lab.notebook)} nor a script of the lab in it. It holds ${held(files)}.`,
      );
    }
    if (notebook === undefined) notes.push(`There is no ${posix.basename(lab.notebook)}: its exercises count as open.`);
    return { id, scripts, notes, ...(notebook === undefined ? {} : { notebook }) };
  } catch (error) {
    return unreadableSubmission(id, error, notes);
  }
}

/**
 * The submission in place of one that could not be read, with the problem. Errors that are not the submission's fault
 * are thrown.
 */
export function unreadableSubmission(id: string, error: unknown, notes: readonly string[] = []): Submission {
  if (!(error instanceof SubmissionProblem)) throw error;
  return { id, scripts: new Map(), notes, problem: { status: error.status, says: error.message } };
}

const MOST_NAMES = 3;

/** The names of a submission's files, for somebody who looks for what was handed in instead. */
function held(files: readonly FoundFile[]): string {
  if (files.length === 0) return "no file";
  const names = files.slice(0, MOST_NAMES).map(({ path }) => plainText(path));
  const more = files.length > MOST_NAMES ? ` and ${files.length - MOST_NAMES} more` : "";
  return `${names.join(", ")}${more}`;
}

function findNotebook(files: readonly FoundFile[], { notebook }: HandedIn, notes: string[]): FoundFile | undefined {
  const name = posix.basename(notebook);
  const all = files.filter(({ path }) => path.endsWith(".ipynb") && !path.includes(".ipynb_checkpoints/"));
  const named = all.filter(({ path }) => posix.basename(path) === name);
  const [first, ...more] = named.sort((a, b) => a.path.split("/").length - b.path.split("/").length);
  if (first) {
    if (more.length > 0)
      notes.push(`There are ${named.length} notebooks called ${name}: ${plainText(first.path)} counts.`);
    return first;
  }
  const [only, another] = all.filter(({ path }) => !path.endsWith("_Solution.ipynb"));
  if (!only || another) return undefined;
  // A notebook handed in alone may have the learner's name.
  if (files.length > 1) notes.push(`The notebook is called ${plainText(only.path)} instead of ${name}.`);
  return only;
}

function findScript(
  files: readonly FoundFile[],
  { path, scripts }: { path: string; scripts: readonly string[] },
  notes: string[],
): FoundFile | undefined {
  const exact = files.find((file) => file.path === path) ?? files.find((file) => belowFirstPart(file.path) === path);
  if (exact) return exact;
  const named = files.filter((file) => posix.basename(file.path) === posix.basename(path));
  const [only, another] = named;
  if (only && !another) {
    notes.push(`${path} was found as ${plainText(only.path)}.`);
    return only;
  }
  // A script handed in alone may have the learner's name, too.
  const [alone, more] = files;
  if (!alone || more || scriptMeant(alone.path, scripts) !== path) return undefined;
  notes.push(`${plainText(alone.path)} was handed in alone, as ${path}.`);
  return alone;
}

async function textOf(file: FoundFile | undefined): Promise<string | undefined> {
  if (!file) return undefined;
  if (file.bytes > LARGEST_FILE_BYTES)
    throw new SubmissionProblem("rejected", `${plainText(file.path)} is larger than 128 MiB.`);
  return decodeText(await file.read(), plainText(file.path));
}
