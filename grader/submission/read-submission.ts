import { lstat } from "node:fs/promises";
import { basename, join } from "node:path";
import { ignoreMissing } from "../core/ignore-missing";
import { toPlainText } from "../core/plain-text";
import { openFile, listFolder, listZip, listZipAt } from "./container";
import type { FoundSubmission } from "./found-submissions";
import type { Group } from "./group";
import { isNotebook, findScriptNamed } from "./layout";
import { readFiles, createUnreadableSubmission } from "./read-files";
import { SubmissionProblem, type FoundFile, type SubmittedPaths, type Submission } from "./submission";

/** A folder may hold any number of links, and each told link is a line in every report. */
const MAX_LISTED_LINKS = 5;

/** Reads one submission. Its problem, if any, is in the submission's `problem`; nothing is thrown. */
export async function readSubmission(found: FoundSubmission, lab: SubmittedPaths): Promise<Submission> {
  const { id, problem, notes: chosen = [] } = found;
  if (problem) return { id, scripts: new Map(), notes: chosen, problem };
  const links: string[] = [];
  try {
    const files = await unpackFiles(await openFiles(found, links), lab, isUploadedZip(found) ? 1 : 2);
    const submission = await readFiles(id, files, lab);
    const linkNotes = links
      .slice(0, MAX_LISTED_LINKS)
      .map((link) => `${toPlainText(link)} is a link; links are not followed.`);
    const untold = links.length > MAX_LISTED_LINKS ? [`There are ${links.length - MAX_LISTED_LINKS} more links.`] : [];
    return { ...submission, notes: [...chosen, ...submission.notes, ...linkNotes, ...untold] };
  } catch (error) {
    return createUnreadableSubmission(id, error, chosen);
  }
}

/** Whether the path is the zip that the learner uploaded, so its files are those in it. In a class's folder or zip, the uploaded zip is a file. */
function isUploadedZip({ path, entries, as }: FoundSubmission): boolean {
  return entries === undefined && as === undefined && path.endsWith(".zip");
}

async function openFiles({ path, entries, as }: FoundSubmission, links: string[]): Promise<readonly FoundFile[]> {
  const info = await lstat(path).catch(ignoreMissing);
  if (!info) return [];
  if (info.isSymbolicLink()) throw new SubmissionProblem("rejected", "It is a link; links are not followed.");
  if (info.isDirectory()) {
    // The other files of a class's folder are not listed.
    if (entries?.every((entry) => !entry.path.endsWith("/")))
      return Promise.all(entries.map((entry) => openFile(join(path, entry.path), entry.as)));
    return selectEntries(await listFolder(path, links), entries);
  }
  if (as === undefined && path.endsWith(".zip")) return selectEntries(await listZipAt(path), entries);
  return [await openFile(path, as ?? basename(path))];
}

function selectEntries(files: readonly FoundFile[], entries: Group["entries"] | undefined): FoundFile[] {
  if (!entries) return [...files];
  return entries.flatMap(({ path, as }) => {
    if (!path.endsWith("/")) return files.filter((file) => file.path === path).map((file) => ({ ...file, path: as }));
    return files
      .filter((file) => file.path.startsWith(path))
      .map((file) => ({ ...file, path: `${as}${file.path.slice(path.length)}` }));
  });
}

/**
 * The files of a submission. If it has no notebook but one zip, such as that of `labs pack` in an LMS's folder or in
 * another zip, the zip's files belong to it.
 *
 * @param levels how many zips are opened, one inside the other; each has the limits of `listZip`
 */
async function unpackFiles(
  files: readonly FoundFile[],
  lab: SubmittedPaths,
  levels: number,
): Promise<readonly FoundFile[]> {
  const [zip, another] = files.filter(({ path }) => path.endsWith(".zip"));
  if (levels === 0 || !zip || another || files.some(({ path }) => isNotebook(path))) return files;
  const beside = files.filter(({ path }) => findScriptNamed(path, lab.scripts) !== undefined);
  return unpackFiles([...beside, ...listZip(await zip.read())], lab, levels - 1);
}
