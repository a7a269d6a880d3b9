import { lstat, readdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { plainText } from "../plain-text";
import { listFolder, fileAt } from "./read-folder";
import { listZip } from "./read-zip";
import { readFiles, unreadableSubmission } from "./read-files";
import type { HandedIn, Submission } from "./submission";

/** A submission that was found; reading it is left for its turn. Plain data: another process may read it. */
export interface FoundSubmission {
  readonly id: string;
  readonly path: string;
}

/** A path that was named on the command line and that does not exist, or holds no submission. */
export class NoSubmission extends Error {
  override readonly name = "NoSubmission";
}

/**
 * Finds the submissions that the paths stand for.
 *
 * A path is a submission itself (a notebook, a zip, or a folder that holds the lab's notebook or one of its scripts), or
 * a folder whose entries are submissions. Hidden entries and files of other kinds are passed over.
 *
 * @param except a folder that is none, such as the one that the reports go to
 * @returns one a submission, ids unique (a second `anna` becomes `anna-2`), in the order of paths and names
 * @throws NoSubmission if a path does not exist or holds none
 */
export async function findSubmissions(paths: readonly string[], lab: HandedIn, except?: string): Promise<FoundSubmission[]> {
  const taken = new Set<string>();
  const found: FoundSubmission[] = [];
  for (const path of paths) {
    const files = (await entriesOf(resolve(path), lab)).filter((file) => file !== except);
    if (files.length === 0) throw new NoSubmission(`There is no submission in ${path}.`);
    for (const file of files) {
      const id = uniqueId(file, taken);
      found.push({ id, path: file });
    }
  }
  return found;
}

/** Reads one notebook, zip or folder. What is wrong with it is in the submission's `problem`, not thrown. */
export async function readSubmission({ id, path }: FoundSubmission, lab: HandedIn): Promise<Submission> {
  const links: string[] = [];
  try {
    const submission = await readFiles(id, await filesOf(path, links), lab);
    const linkNotes = links.map((link) => `${plainText(link)} is a link; links are not followed.`);
    return { ...submission, notes: [...submission.notes, ...linkNotes] };
  } catch (error) {
    return unreadableSubmission(id, error);
  }
}

async function filesOf(path: string, links: string[]) {
  const info = await lstat(path);
  if (info.isDirectory()) return listFolder(path, links);
  return path.endsWith(".zip") ? listZip(path) : [await fileAt(path, basename(path))];
}

async function entriesOf(path: string, lab: HandedIn): Promise<string[]> {
  const info = await lstat(path).catch(() => undefined);
  if (!info) throw new NoSubmission(`There is no ${path}.`);
  if (!info.isDirectory()) return isSubmissionFile(path) ? [path] : [];
  if (await isSubmission(path, lab)) return [path];
  const entries = await readdir(path, { withFileTypes: true });
  return entries
    .filter((entry) => !entry.name.startsWith(".") && (entry.isDirectory() || (entry.isFile() && isSubmissionFile(entry.name))))
    .map((entry) => join(path, entry.name))
    .sort();
}

async function isSubmission(folder: string, { notebook, scripts }: HandedIn): Promise<boolean> {
  const places = [notebook, basename(notebook), ...scripts];
  const infos = await Promise.all(places.map((place) => lstat(join(folder, place)).catch(() => undefined)));
  return infos.some((info) => info !== undefined);
}

function isSubmissionFile(name: string): boolean {
  return name.endsWith(".zip") || name.endsWith(".ipynb");
}

function uniqueId(path: string, taken: Set<string>): string {
  const name = plainText(basename(path).replace(/\.(zip|ipynb)$/, "")).replace(/[^\p{L}\p{N}._ @+-]/gu, "_") || "submission";
  let id = name;
  for (let n = 2; taken.has(id.toLowerCase()); n += 1) id = `${name}-${n}`;
  taken.add(id.toLowerCase());
  return id;
}
