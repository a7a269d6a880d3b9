import { readFile, stat } from "node:fs/promises";
import { unzipSync } from "fflate";
import type { UnzipFileInfo } from "fflate";
import { plainText } from "../plain-text";
import { LARGEST_FILE_BYTES, SubmissionProblem } from "./submission";
import type { FoundFile } from "./submission";

const MOST_FILES = 10_000;

/**
 * Lists the files of a zip; each is unpacked only when it is read, into memory, never to disk.
 *
 * @throws SubmissionProblem (unreadable) if it is no zip; (rejected) if a name leads out of it, or it is too large
 */
export async function listZip(file: string): Promise<FoundFile[]> {
  if ((await stat(file)).size > LARGEST_FILE_BYTES) throw new SubmissionProblem("rejected", "The zip is larger than 128 MiB.");
  const bytes = await readFile(file);
  const entries: UnzipFileInfo[] = [];
  unzip(bytes, (entry) => {
    if (entries.push(entry) > MOST_FILES) throw new SubmissionProblem("rejected", `The zip holds more than ${MOST_FILES} files.`);
    return false;
  });
  return entries.filter(({ name }) => !name.endsWith("/")).map(({ name, originalSize }) => {
    const path = safePath(name);
    return { path, bytes: originalSize, read: async () => one(unzip(bytes, (entry) => entry.name === name), name) };
  });
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
  if (path.startsWith("/") || /^[a-z]:/i.test(path) || path.split("/").includes("..")) {
    throw new SubmissionProblem("rejected", `The zip holds a path that leads out of it: ${plainText(name)}`);
  }
  return path;
}
