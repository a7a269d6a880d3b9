import { posix } from "node:path";
import { toPlainText } from "../core/plain-text";
import { decodeText } from "./decode-text";
import { removeFirstPart, isNotebook, findMeantScript, findScriptNamed } from "./layout";
import { assertShort, hasExerciseOf } from "./read-notebook";
import {
  LARGEST_FILE_BYTES,
  SubmissionProblem,
  type FoundFile,
  type NamedText,
  type SubmittedPaths,
  type Submission,
} from "./submission";

/**
 * Makes a submission from the files of a folder or zip.
 *
 * The notebook is found by its path or its name; if no notebook has that name, the only other notebook counts, or the only one that names
 * the lab's exercises. All others that name them are kept, in case that the first has no answer. A script is found by its path in the project, by its name, or by a longer name that contains it, such as
 * `consumer (final).ts`; if it is the only file, also as the lab's only script.
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
  const pdf = files.find(({ path }) => /\.pdf$/i.test(path));
  if (pdf)
    return `${toPlainText(pdf.path)} is a PDF: it shows the work, but it can't be run. Hand in the notebook ${name} itself.`;
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

/** Where a reader writes down how it has chosen, and why it could not choose. */
interface Findings {
  readonly notes: string[];
  readonly absent: Map<string, string>;
}

/** So many notebooks are read to find the lab's among them, and none that is larger. */
const MAX_NOTEBOOKS_READ = 8;
const MAX_OTHER_BYTES = 16 * 1024 * 1024;

async function readNotebooks(
  files: readonly FoundFile[],
  { notebook }: SubmittedPaths,
  { notes, absent }: Findings,
): Promise<Pick<Submission, "notebook" | "otherNotebooks">> {
  const name = posix.basename(notebook);
  const lab = posix.basename(name, ".ipynb");
  const all = files.filter(({ path }) => isNotebook(path) && !/\.ipynb_checkpoints\/|_Solution\.ipynb$/.test(path));
  const isNamed = ({ path }: FoundFile) => posix.basename(path) === name;
  const named = all.filter(isNamed).sort((a, b) => a.path.split("/").length - b.path.split("/").length);
  const [first, ...more] = named;
  const others = all.filter((file) => !isNamed(file));
  if (first) {
    if (more.length > 0)
      notes.push(`There are ${named.length} notebooks called ${name}: ${toPlainText(first.path)} counts.`);
    const otherNotebooks = await selectForLab([...more, ...others], lab);
    return { notebook: await readNotebook(first), ...(otherNotebooks.length > 0 ? { otherNotebooks } : {}) };
  }
  const [only, another] = others;
  if (only && !another) {
    // A notebook handed in alone may have the learner's name.
    if (files.length > 1) notes.push(`The notebook is called ${toPlainText(only.path)} instead of ${name}.`);
    return { notebook: await readNotebook(only) };
  }
  const found = await selectForLab(others, lab);
  const [likely, alternative] = found;
  if (likely && !alternative) {
    notes.push(`The notebook is called ${toPlainText(likely.path)} instead of ${name}.`);
    return { notebook: likely.text };
  }
  if (others.length > 1) absent.set(notebook, `none of the ${others.length} notebooks is called ${name}`);
  return found.length > 0 ? { otherNotebooks: found } : {};
}

/** The notebooks that name exercises of a lab; none if there are many. */
async function selectForLab(notebooks: readonly FoundFile[], lab: string): Promise<NamedText[]> {
  if (notebooks.length > MAX_NOTEBOOKS_READ) return [];
  const texts: NamedText[] = [];
  for (const file of notebooks.filter(({ bytes }) => bytes <= MAX_OTHER_BYTES)) {
    // One that can't be read is no reason to refuse the others.
    const text = await readText(file).catch(() => undefined);
    if (text !== undefined && hasExerciseOf(text, lab)) texts.push({ path: toPlainText(file.path), text });
  }
  return texts;
}

/** Files that were given a notebook's name, by their first bytes. */
const OTHER_KINDS = [
  [/^%PDF-/, "a PDF: it shows the work, but it can't be run"],
  [/^PK/, "a zip with another name"],
  [/^\s*<(!doctype|html)/i, "a web page, such as the one that shows a notebook"],
] as const;

/** @throws SubmissionProblem (unreadable) if the file is empty, or a file of another kind */
async function readNotebook(file: FoundFile): Promise<string> {
  const name = toPlainText(posix.basename(file.path));
  if (file.bytes === 0)
    throw new SubmissionProblem("unreadable", `${name} is empty, 0 bytes. Save the notebook, and hand it in again.`);
  const bytes = await readContent(file);
  const begin = new TextDecoder("latin1").decode(bytes.subarray(0, 64));
  const other = OTHER_KINDS.find(([kind]) => kind.test(begin))?.[1];
  if (other !== undefined)
    throw new SubmissionProblem("unreadable", `${name} is ${other}. Hand in the notebook's own file.`);
  const text = decodeText(bytes, toPlainText(file.path));
  if (text.trim() === "")
    throw new SubmissionProblem("unreadable", `${name} is empty. Save the notebook, and hand it in again.`);
  return text;
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

async function readText(file: FoundFile | undefined): Promise<string | undefined> {
  return file && decodeText(await readContent(file), toPlainText(file.path));
}

function readContent(file: FoundFile): Promise<Uint8Array> {
  if (file.bytes > LARGEST_FILE_BYTES)
    throw new SubmissionProblem("rejected", `${toPlainText(file.path)} is larger than 128 MiB.`);
  return file.read();
}
