import { posix } from "node:path";
import { toPlainText } from "../core/plain-text";
import { decodeText, readContent, readText } from "./decode-text";
import { isNotebook } from "./layout";
import { hasExerciseOf } from "./read-notebook";
import {
  returnProblem,
  SubmissionProblem,
  type FoundFile,
  type NamedText,
  type SubmittedPaths,
  type Submission,
} from "./submission";

/** Where a reader writes down how it has chosen, and why it could not choose. */
export interface Findings {
  readonly notes: string[];
  readonly absent: Map<string, string>;
}

type Notebooks = Pick<Submission, "notebook" | "otherNotebooks">;

/** So many notebooks are read to find the lab's among them, and none that is larger. */
const MAX_NOTEBOOKS_READ = 8;
const MAX_OTHER_BYTES = 16 * 1024 * 1024;

/**
 * Reads the lab's notebook among a submission's files. It is found by its path or its name; if no notebook has that name, the only other one
 * counts, or the only one that names the lab's exercises, or the notebook's export as a script. All others that name these exercises are kept,
 * in case that the first has no answer.
 *
 * @throws SubmissionProblem (unreadable) if the lab's notebook is empty, or a file of another kind
 */
export async function readNotebooks(
  files: readonly FoundFile[],
  { notebook }: SubmittedPaths,
  findings: Findings,
): Promise<Notebooks> {
  const name = posix.basename(notebook);
  const lab = posix.basename(name, ".ipynb");
  const all = files.filter(({ path }) => isNotebook(path) && !/\.ipynb_checkpoints\/|_Solution\.ipynb$/.test(path));
  const isNamed = ({ path }: FoundFile) => posix.basename(path) === name;
  const named = all.filter(isNamed).sort((a, b) => a.path.split("/").length - b.path.split("/").length);
  const [first, ...more] = named;
  const others = all.filter((file) => !isNamed(file));
  if (first) {
    if (more.length > 0)
      findings.notes.push(`There are ${named.length} notebooks called ${name}: ${toPlainText(first.path)} counts.`);
    const otherNotebooks = await selectForLab([...more, ...others], lab);
    return { notebook: await readNotebook(first), ...(otherNotebooks.length > 0 ? { otherNotebooks } : {}) };
  }
  if (others.length > 0) return readOtherNotebooks(others, { notebook, isAlone: files.length === 1 }, findings);
  const script = files.find(({ path }) => posix.basename(path) === `${lab}.ts`);
  if (script) return readExportedScript(script, findings.notes);
  const shown = describeShownWork(files, lab);
  if (shown !== undefined) findings.absent.set(notebook, shown);
  return {};
}

/** Reads notebooks of which none has the lab's name. */
async function readOtherNotebooks(
  others: readonly FoundFile[],
  { notebook, isAlone }: { readonly notebook: string; readonly isAlone: boolean },
  { notes, absent }: Findings,
): Promise<Notebooks> {
  const name = posix.basename(notebook);
  const noteName = (path: string) => notes.push(`The notebook is called ${path} instead of ${name}.`);
  const [only, another] = others;
  if (only && !another) {
    // A notebook handed in alone may have the learner's name.
    if (!isAlone) noteName(toPlainText(only.path));
    return { notebook: await readNotebook(only) };
  }
  const found = await selectForLab(others, posix.basename(name, ".ipynb"));
  const [likely, alternative] = found;
  if (likely && !alternative) {
    noteName(likely.path);
    return { notebook: likely.text };
  }
  absent.set(notebook, `none of the ${others.length} notebooks is called ${name}`);
  return found.length > 0 ? { otherNotebooks: found } : {};
}

/** A notebook that JupyterLab has exported as a script counts as a notebook of one cell. */
async function readExportedScript(script: FoundFile, notes: string[]): Promise<Notebooks> {
  notes.push(`The notebook was handed in as the script ${toPlainText(script.path)}, whose code counts.`);
  const cells = [{ cell_type: "code", metadata: {}, source: await readText(script) }];
  return { notebook: JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }) };
}

/** The notebooks that name exercises of a lab; none if there are many. */
async function selectForLab(notebooks: readonly FoundFile[], lab: string): Promise<NamedText[]> {
  if (notebooks.length > MAX_NOTEBOOKS_READ) return [];
  const texts: NamedText[] = [];
  for (const file of notebooks.filter(({ bytes }) => bytes <= MAX_OTHER_BYTES)) {
    // A notebook that can't be read is no reason to refuse the others.
    const text = await readText(file).catch(returnProblem);
    if (typeof text === "string" && hasExerciseOf(text, lab)) texts.push({ path: toPlainText(file.path), text });
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

/** A file that shows a notebook, and isn't one; undefined if there is none. @param lab the notebook's name without its extension */
export function describeShownWork(files: readonly FoundFile[], lab: string): string | undefined {
  const isExport = (path: string): boolean => posix.basename(path).startsWith(lab) && /\.(html?|md)$/i.test(path);
  const shown = files.find(({ path }) => /\.pdf$/i.test(path) || isExport(path));
  if (!shown) return undefined;
  const kind = /\.pdf$/i.test(shown.path) ? "a PDF" : /\.md$/i.test(shown.path) ? "a Markdown file" : "a web page";
  return `${toPlainText(shown.path)} is ${kind}: it shows the work, but it can't be run`;
}
