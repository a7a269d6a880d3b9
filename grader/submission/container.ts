import { lstat, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { NonFileError, readUntrustedFileAt } from "../../foundation/untrusted-folder";
import { toPlainText } from "../core/plain-text";
import { LARGEST_FILE_BYTES, SubmissionProblem, type FoundFile } from "./submission";
import { unzipEntry, zipEntries } from "./zip-directory";

const MAX_FILES = 10_000;
const DEEPEST = 8;
/** The maximum number of bytes that one zip may have unpacked: far more than a class's notebooks need. */
const MAX_UNPACKED_BYTES = 4 * LARGEST_FILE_BYTES;
/** Folders of a project that hold no work of the learner: they are skipped in a submission that is a whole project. */
const SKIPPED = new Set(["node_modules", ".git", ".venv", ".labs", ".ipynb_checkpoints", "solutions", "__MACOSX"]);

/**
 * Lists the files of a folder. Links are never followed: a link counts as missing.
 *
 * @param links receives the path of each link that was skipped
 */
export async function listFolder(folder: string, links: string[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  const walk = async (under: string, depth: number): Promise<void> => {
    const entries = await readdir(join(folder, under), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = under ? `${under}/${entry.name}` : entry.name;
      if (found.length + links.length >= MAX_FILES) return;
      if (entry.isSymbolicLink()) links.push(path);
      else if (entry.isDirectory() && depth < DEEPEST && !SKIPPED.has(entry.name)) await walk(path, depth + 1);
      else if (entry.isFile()) found.push(await openFile(join(folder, path), path));
    }
  };
  await walk("", 0);
  return found;
}

/** One file on disk as a file of a submission. */
export async function openFile(file: string, path: string): Promise<FoundFile> {
  const { size } = await lstat(file);
  return { path, bytes: size, read: () => readHandedIn(file, LARGEST_FILE_BYTES) };
}

/** Lists the files of a zip on disk, see `listZip`. */
export async function listZipAt(file: string): Promise<FoundFile[]> {
  if ((await lstat(file)).size > 8 * LARGEST_FILE_BYTES)
    throw new SubmissionProblem("rejected", "The zip is larger than 1 GiB.");
  return listZip(await readHandedIn(file, 8 * LARGEST_FILE_BYTES));
}

/**
 * Reads a submitted file, which must be a regular file: otherwise the submission is at fault. A FIFO is not opened, and
 * a link is not followed.
 */
export function readHandedIn(file: string, max: number): Promise<Uint8Array> {
  try {
    return Promise.resolve(readUntrustedFileAt(file, max) ?? new Uint8Array());
  } catch (error) {
    const problem = new SubmissionProblem(
      "rejected",
      `${toPlainText(basename(file))} is a link, or not a regular file.`,
    );
    return Promise.reject(error instanceof NonFileError ? problem : error);
  }
}

/**
 * Lists the files of a zip; each is unpacked only when it is read, by itself, into memory, never to disk.
 *
 * @throws SubmissionProblem (unreadable) if the bytes are no zip; (rejected) if a name leads out of the zip, or the zip
 * holds too much
 */
export function listZip(bytes: Uint8Array): FoundFile[] {
  const files = zipEntries(bytes, MAX_FILES)
    .filter(({ name }) => !name.endsWith("/"))
    .map((entry) => ({ entry, path: toSafePath(entry.name) }));
  assertNamesDiffer(files.map(({ path }) => path));
  let unpacked = 0;
  return files
    .filter(({ path }) => !path.split("/").some((part) => SKIPPED.has(part)))
    .map(({ entry, path }) => ({
      path,
      bytes: entry.bytes,
      read: () => {
        unpacked += entry.bytes;
        if (entry.bytes > LARGEST_FILE_BYTES || unpacked > MAX_UNPACKED_BYTES) {
          return Promise.reject(
            new SubmissionProblem("rejected", `${toPlainText(path)} is larger than 128 MiB when unpacked.`),
          );
        }
        return unzipEntry(bytes, entry);
      },
    }));
}

/** Throws if two names differ only in their slashes, since they lead to the same file. */
function assertNamesDiffer(paths: readonly string[]): void {
  const known = new Set<string>();
  for (const path of paths) {
    if (known.has(path)) throw new SubmissionProblem("rejected", `The zip holds ${toPlainText(path)} more than once.`);
    known.add(path);
  }
}

function toSafePath(name: string): string {
  const path = name.replaceAll("\\", "/");
  if (path.startsWith("/") || /^[a-z]:/i.test(path) || path.split("/").includes("..") || path.includes("\0")) {
    throw new SubmissionProblem("rejected", `The zip holds a path that leads out of it: ${toPlainText(name)}`);
  }
  return path;
}
