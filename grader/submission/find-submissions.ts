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

/** A submission that was found; reading it is left for its turn. Plain data: another process may read it. */
export interface FoundSubmission {
  readonly id: string;
  /** The folder, zip or file on disk that it is, or is part of. */
  readonly path: string;
  /** Of that, only these entries: see `Group`. All of it, if not given. */
  readonly entries?: Group["entries"];
  readonly student: Student;
}

/** A path that was named on the command line and that does not exist, or holds no submission. */
export class NoSubmission extends Error {
  override readonly name = "NoSubmission";
}

/**
 * Finds the submissions that the paths stand for.
 *
 * A path is a submission itself (a notebook, a script of the lab, a zip, or a folder that holds the lab's notebook or one of its scripts),
 * or a folder or zip of submissions: as Canvas, Moodle or Gradescope export them, or an entry each. Hidden entries and files of other kinds are
 * passed over.
 *
 * @param except a folder that is none, such as the one that the reports go to
 * @returns one a submission, ids unique (a second `anna` becomes `anna-2`), in the order of paths and names
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

/** A folder may hold any number of them, and each would be a line in every report. */
const MOST_LINKS_TOLD = 5;

/** Reads one submission. What is wrong with it is in the submission's `problem`, not thrown. */
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

/** Gradescope's facts on a class of thousands. */
const LARGEST_METADATA_BYTES = 16 * 1024 * 1024;

type Here = Omit<FoundSubmission, "id"> & { readonly name: string };

async function submissionsAt(path: string, lab: HandedIn, except: string | undefined): Promise<Here[]> {
  const info = await lstat(path).catch(() => undefined);
  if (!info) throw new NoSubmission(`There is no ${path}.`);
  const whole: Here = { name: basename(path).replace(/\.(zip|ipynb|ts)$/, ""), path, student: {} };
  // Told when it is read, so that the others are graded.
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
  // A damaged zip is somebody's submission.
  return groups.length === 0 ? [whole] : groups.map(({ name, entries, student }) => ({ name, path, entries, student }));
}

async function groupsInZip(path: string, lab: HandedIn): Promise<Group[]> {
  const files = await listZipAt(path);
  const paths = files.map((file) => file.path);
  return isOneSubmission(paths, lab) ? [] : groupsOf(files, lab);
}

/** The entries of a class's folder; folders in it are not looked into, since each is somebody's submission. */
async function topOf(path: string, except: string | undefined): Promise<FoundFile[]> {
  const entries = await readdir(path, { withFileTypes: true });
  // A link to a file is told of when it is read; one to a folder is passed over.
  const isKept = (entry: Dirent) =>
    entry.isDirectory() || entry.isFile() || (entry.isSymbolicLink() && /\.(ipynb|zip)$/.test(entry.name));
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

/** A folder's entry is read by itself: nobody lists a class's whole folder for each of its learners. */
function place(here: Here & { readonly entries: Group["entries"] }): Here {
  const [only, another] = here.entries;
  if (!only || another) return here;
  return { name: here.name, student: here.student, path: join(here.path, only.path) };
}

/** Groups of the container; a zip may hold them in a folder that is all it has. */
async function groupsOf(files: readonly FoundFile[], { scripts }: HandedIn): Promise<Group[]> {
  const [top, ...more] = new Set(files.map(({ path }) => path.split("/")[0] ?? ""));
  const inner = files
    .filter(({ path }) => path.startsWith(`${top ?? ""}/`))
    .map((file) => ({ ...file, path: file.path.slice((top ?? "").length + 1) }));
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
    entries: group.entries.map(({ path, as }) => ({ path: `${top ?? ""}/${path}`, as })),
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

/** A submission that is nothing but a zip, such as that of `labs pack` in an LMS's folder, is what is in the zip. */
async function unpacked(files: readonly FoundFile[], lab: HandedIn): Promise<readonly FoundFile[]> {
  const zips = files.filter(({ path }) => path.endsWith(".zip"));
  const [zip, another] = zips;
  if (!zip || another || files.some(({ path }) => path.endsWith(".ipynb") || lab.scripts.includes(path))) return files;
  return listZip(await zip.read());
}

/** File systems count a name's bytes, and take 255 of them; there must be room for a number. */
const LONGEST_NAME_BYTES = 200;

/** Whether a letter still fits after those before. */
function fits(): (letter: string) => boolean {
  let bytes = 0;
  return (letter) => (bytes += Buffer.byteLength(letter)) <= LONGEST_NAME_BYTES;
}

function uniqueId(from: string, taken: Set<string>): string {
  const name =
    plainText(from)
      .replace(/[^\p{L}\p{M}\p{N}._ @+-]/gu, "_")
      .replace(/^\.+/, "_")
      // No letter is cut in two.
      .match(/./gsu)
      ?.filter(fits())
      .join("") ?? "submission";
  let id = name;
  for (let n = 2; taken.has(id.toLowerCase()); n += 1) id = `${name}-${n}`;
  taken.add(id.toLowerCase());
  return id;
}
