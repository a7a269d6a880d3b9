import type { Dirent } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { plainText } from "../plain-text";
import { fileAt, listFolder, listZip, listZipAt, readHandedIn } from "./container";
import { groupsIn, isOneSubmission, scriptMeant } from "./layout";
import type { Group } from "./layout";
import { readFiles, unreadableSubmission } from "./read-files";
import { LARGEST_FILE_BYTES, SubmissionProblem } from "./submission";
import type { FoundFile, HandedIn, Student, Submission } from "./submission";

/** A submission that was found, but is read later. It is plain data, since another process may read it. */
export interface FoundSubmission {
  readonly id: string;
  /** The folder, zip or file on disk that contains the submission or is the submission. */
  readonly path: string;
  /** The entries of the folder or zip that belong to the submission, see `Group`; all entries, if not given. */
  readonly entries?: Group["entries"];
  readonly student: Student;
}

/** A path on the command line does not exist, or holds no submission. */
export class NoSubmission extends Error {
  override readonly name = "NoSubmission";
}

/**
 * Finds the submissions at the given paths.
 *
 * A path is a submission itself (a notebook, a script of the lab, a zip, or a folder that holds the lab's notebook or one of its scripts), or a
 * folder or zip of submissions: as Canvas, Moodle or Gradescope export them, or one entry for each submission. Hidden entries and files of
 * other kinds are skipped.
 *
 * @param except a folder that is no submission, such as the folder of the reports
 * @returns one item for each submission, with unique ids (a second `anna` becomes `anna-2`), in the order of paths and names
 * @throws NoSubmission if a path does not exist or holds none
 */
export async function findSubmissions(
  paths: readonly string[],
  lab: HandedIn,
  except?: string,
): Promise<FoundSubmission[]> {
  const taken = new Set<string>();
  const found: FoundSubmission[] = [];
  for (const path of paths) {
    const here = await submissionsAt(resolve(path), lab, except);
    if (here.length === 0) throw new NoSubmission(`There is no submission in ${path}.`);
    for (const { name, ...rest } of here) found.push({ id: uniqueId(name, taken), ...rest });
  }
  return found;
}

/** A folder may hold any number of links, and each told link is a line in every report. */
const MOST_LINKS_TOLD = 5;

/** Reads one submission. Its problem, if any, is in the submission's `problem`; nothing is thrown. */
export async function readSubmission({ id, path, entries }: FoundSubmission, lab: HandedIn): Promise<Submission> {
  const links: string[] = [];
  try {
    const files = await filesOf(path, links);
    const submission = await readFiles(id, await unpacked(chosen(files, entries), lab), lab);
    const linkNotes = links
      .slice(0, MOST_LINKS_TOLD)
      .map((link) => `${plainText(link)} is a link; links are not followed.`);
    const untold = links.length > MOST_LINKS_TOLD ? [`There are ${links.length - MOST_LINKS_TOLD} more links.`] : [];
    return { ...submission, notes: [...submission.notes, ...linkNotes, ...untold] };
  } catch (error) {
    return unreadableSubmission(id, error);
  }
}

/** Enough for Gradescope's metadata of a class of thousands. */
const LARGEST_METADATA_BYTES = 16 * 1024 * 1024;

type Here = Omit<FoundSubmission, "id"> & { readonly name: string };

async function submissionsAt(path: string, lab: HandedIn, except: string | undefined): Promise<Here[]> {
  const info = await lstat(path).catch(() => undefined);
  if (!info) throw new NoSubmission(`There is no ${path}.`);
  const whole: Here = { name: basename(path).replace(/\.(zip|ipynb|ts)$/, ""), path, student: {} };
  // The link is told as the submission's problem when it is read, so that the other submissions are graded.
  if (info.isSymbolicLink()) return [whole];
  const isFile = path.endsWith(".ipynb") || scriptMeant(path, lab.scripts) !== undefined;
  if (!info.isDirectory() && !path.endsWith(".zip")) return isFile ? [whole] : [];
  if (info.isDirectory()) {
    const files = await topOf(path, except);
    if (await isSubmission(path, lab)) return [whole];
    return (await groupsOf(files, lab)).map(({ name, entries, student }) => place({ name, path, entries, student }));
  }
  const groups = await groupsInZip(path, lab).catch((error: unknown) => {
    if (error instanceof SubmissionProblem) return [];
    throw error;
  });
  // A damaged zip counts as one submission, whose problem is then told.
  return groups.length === 0 ? [whole] : groups.map(({ name, entries, student }) => ({ name, path, entries, student }));
}

async function groupsInZip(path: string, lab: HandedIn): Promise<Group[]> {
  const files = await listZipAt(path);
  const paths = files.map((file) => file.path);
  return isOneSubmission(paths, lab) ? [] : groupsOf(files, lab);
}

/** The entries of a class's folder. Folders in it are not listed, since each is one learner's submission. */
async function topOf(path: string, except: string | undefined): Promise<FoundFile[]> {
  const entries = await readdir(path, { withFileTypes: true });
  // A link to a file is told when the submission is read; a link to a folder is skipped.
  const isKept = (entry: Dirent) =>
    entry.isDirectory() || entry.isFile() || (entry.isSymbolicLink() && /\.(ipynb|zip|ts)$/.test(entry.name));
  const kept = entries.filter((entry) => isKept(entry) && join(path, entry.name) !== except);
  return kept.flatMap((entry) => {
    const file = join(path, entry.name);
    const name = entry.isDirectory() ? `${entry.name}/` : entry.name;
    return [{ path: name, bytes: 0, read: () => readHandedIn(file, LARGEST_FILE_BYTES) }];
  });
}

async function isSubmission(folder: string, { notebook, scripts }: HandedIn): Promise<boolean> {
  const places = [notebook, basename(notebook), ...scripts];
  const infos = await Promise.all(places.map((place) => lstat(join(folder, place)).catch(() => undefined)));
  return infos.some((info) => info !== undefined);
}

/**
 * Makes the path of a submission with one entry the path of that entry, so that a class's whole folder is not listed
 * for each learner.
 */
function place(here: Here & { readonly entries: Group["entries"] }): Here {
  const [only, another] = here.entries;
  if (!only || another) return here;
  return { name: here.name, student: here.student, path: join(here.path, only.path) };
}

const topOfPath = (path: string): string => (path.includes("/") ? path.slice(0, path.indexOf("/")) : path);

/** Groups of the container; in a zip, the groups may all lie in one folder. */
async function groupsOf(files: readonly FoundFile[], { scripts }: HandedIn): Promise<Group[]> {
  const [top = "", ...more] = new Set(files.map(({ path }) => topOfPath(path)));
  const inner = files
    .filter(({ path }) => path.startsWith(`${top}/`))
    .map((file) => ({ ...file, path: file.path.slice(top.length + 1) }));
  if (more.length > 0 || inner.length !== files.length || inner.some(({ path }) => path === "")) {
    return groupsIn(
      files.map(({ path }) => path),
      { scripts, metadata: await metadataOf(files) },
    );
  }
  const groups = groupsIn(
    inner.map(({ path }) => path),
    { scripts, metadata: await metadataOf(inner) },
  );
  return groups.map((group) => ({
    ...group,
    entries: group.entries.map(({ path, as }) => ({ path: `${top}/${path}`, as })),
  }));
}

async function metadataOf(files: readonly FoundFile[]): Promise<string | undefined> {
  const file = files.find(({ path }) => path === "submission_metadata.yml");
  if (file && file.bytes > LARGEST_METADATA_BYTES)
    throw new SubmissionProblem("rejected", "submission_metadata.yml is larger than 16 MiB.");
  return file && new TextDecoder().decode(await file.read());
}

async function filesOf(path: string, links: string[]): Promise<FoundFile[]> {
  const info = await lstat(path);
  if (info.isSymbolicLink()) throw new SubmissionProblem("rejected", "It is a link; links are not followed.");
  if (info.isDirectory()) return listFolder(path, links);
  return path.endsWith(".zip") ? listZipAt(path) : [await fileAt(path, basename(path))];
}

function chosen(files: readonly FoundFile[], entries: Group["entries"] | undefined): FoundFile[] {
  if (!entries) return [...files];
  return entries.flatMap(({ path, as }) => {
    if (!path.endsWith("/")) return files.filter((file) => file.path === path).map((file) => ({ ...file, path: as }));
    return files
      .filter((file) => file.path.startsWith(path))
      .map((file) => ({ ...file, path: `${as}${file.path.slice(path.length)}` }));
  });
}

/**
 * The files of a submission. If its only file is a zip, such as that of `labs pack` in an LMS's folder, these are the
 * zip's files.
 */
async function unpacked(files: readonly FoundFile[], lab: HandedIn): Promise<readonly FoundFile[]> {
  const zips = files.filter(({ path }) => path.endsWith(".zip"));
  const [zip, another] = zips;
  if (!zip || another || files.some(({ path }) => path.endsWith(".ipynb") || lab.scripts.includes(path))) return files;
  return listZip(await zip.read());
}

/** File systems limit names to 255 bytes; the rest is for a number that makes the name unique. */
const LONGEST_NAME_BYTES = 200;

/** A function that tells whether a letter still fits after the letters before it. */
function fits(): (letter: string) => boolean {
  let bytes = 0;
  return (letter) => (bytes += Buffer.byteLength(letter)) <= LONGEST_NAME_BYTES;
}

function uniqueId(from: string, taken: Set<string>): string {
  const name =
    plainText(from)
      .replace(/[^\p{L}\p{M}\p{N}._ @+-]/gu, "_")
      .replace(/^\.+/, "_")
      // Split by code points, so that no letter is cut in two.
      .match(/./gsu)
      ?.filter(fits())
      .join("") ?? "submission";
  let id = name;
  for (let n = 2; taken.has(id.toLowerCase()); n += 1) id = `${name}-${n}`;
  taken.add(id.toLowerCase());
  return id;
}
