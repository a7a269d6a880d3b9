import { lstat, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { unzipSync } from "fflate";
import type { UnzipFileInfo } from "fflate";
import { NotAFile, readOthersFileAt } from "../../cloud/others-folder";
import { plainText } from "../plain-text";
import { LARGEST_FILE_BYTES, SubmissionProblem } from "./submission";
import type { FoundFile } from "./submission";

const MOST_FILES = 10_000;
const DEEPEST = 8;
/** All that is unpacked of one zip together: far more than a class's notebooks need. */
const MOST_UNPACKED_BYTES = 4 * LARGEST_FILE_BYTES;
/** Folders that hold no learner's work, in a submission that is a whole project. */
const LEFT_OUT = new Set(["node_modules", ".git", ".venv", ".labs", ".ipynb_checkpoints", "solutions", "__MACOSX"]);

/**
 * Lists the files of a folder. Links are never followed: a link is as good as absent.
 *
 * @param links receives the path of each link that was passed over
 */
export async function listFolder(folder: string, links: string[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  const walk = async (under: string, depth: number): Promise<void> => {
    const entries = await readdir(join(folder, under), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = under ? `${under}/${entry.name}` : entry.name;
      if (found.length + links.length >= MOST_FILES) return;
      if (entry.isSymbolicLink()) links.push(path);
      else if (entry.isDirectory() && depth < DEEPEST && !LEFT_OUT.has(entry.name)) await walk(path, depth + 1);
      else if (entry.isFile()) found.push(await fileAt(join(folder, path), path));
    }
  };
  await walk("", 0);
  return found;
}

/** One file on disk as a file of a submission. */
export async function fileAt(file: string, path: string): Promise<FoundFile> {
  const { size } = await lstat(file);
  return { path, bytes: size, read: () => readHandedIn(file, LARGEST_FILE_BYTES) };
}

/** Lists the files of a zip on disk, see `listZip`. */
export async function listZipAt(file: string): Promise<FoundFile[]> {
  if ((await lstat(file)).size > 8 * LARGEST_FILE_BYTES)
    throw new SubmissionProblem("rejected", "The zip is larger than 1 GiB.");
  return listZip(await readHandedIn(file, 8 * LARGEST_FILE_BYTES));
}

/** Reads what was handed in: a regular file, or it is the submission's fault. Nobody waits for a FIFO, nor follows a link. */
export function readHandedIn(file: string, most: number): Promise<Uint8Array> {
  try {
    return Promise.resolve(readOthersFileAt(file, most) ?? new Uint8Array());
  } catch (error) {
    const problem = new SubmissionProblem("rejected", `${plainText(basename(file))} is a link, or no regular file.`);
    return Promise.reject(error instanceof NotAFile ? problem : error);
  }
}

/**
 * Lists the files of a zip; each is unpacked only when it is read, into memory, never to disk. How large a file becomes is
 * counted while it is unpacked, since a zip may lie about it.
 *
 * @throws SubmissionProblem (unreadable) if it is no zip; (rejected) if a name leads out of it, or it holds too much
 */
export function listZip(bytes: Uint8Array): FoundFile[] {
  const entries: UnzipFileInfo[] = [];
  unzip(bytes, (entry) => {
    if (entries.push(entry) > MOST_FILES)
      throw new SubmissionProblem("rejected", `The zip holds more than ${MOST_FILES} files.`);
    return false;
  });
  const files = entries
    .filter(({ name }) => !name.endsWith("/"))
    .map((entry) => ({ entry, path: safePath(entry.name) }));
  let unpacked = 0;
  return files
    .filter(({ path }) => !path.split("/").some((part) => LEFT_OUT.has(part)))
    .map(({ entry: { name, originalSize }, path }) => ({
      path,
      bytes: originalSize,
      read: () => {
        // A zip has the size that it says, or it is damaged: fflate unpacks into a buffer of that size and no further.
        unpacked += originalSize;
        if (originalSize > LARGEST_FILE_BYTES || unpacked > MOST_UNPACKED_BYTES) {
          return Promise.reject(
            new SubmissionProblem("rejected", `${plainText(path)} is larger than 128 MiB when unpacked.`),
          );
        }
        return Promise.resolve(
          one(
            unzip(bytes, (entry) => entry.name === name),
            name,
          ),
        );
      },
    }));
}

function unzip(bytes: Uint8Array, filter: (entry: UnzipFileInfo) => boolean): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof SubmissionProblem) throw error;
    throw Object.assign(new SubmissionProblem("unreadable", "The zip file is damaged."), { cause: error });
  }
}

function one(files: Record<string, Uint8Array>, name: string): Uint8Array {
  const bytes = files[name];
  if (!bytes) throw new SubmissionProblem("unreadable", `${plainText(name)} cannot be unpacked.`);
  return bytes;
}

function safePath(name: string): string {
  const path = name.replaceAll("\\", "/");
  if (path.startsWith("/") || /^[a-z]:/i.test(path) || path.split("/").includes("..") || path.includes("\0")) {
    throw new SubmissionProblem("rejected", `The zip holds a path that leads out of it: ${plainText(name)}`);
  }
  return path;
}
