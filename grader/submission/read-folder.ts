import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FoundFile } from "./submission";

const MOST_FILES = 10_000;
const DEEPEST = 6;
/** Folders that hold no learner's work, in a submission that is a whole project. */
const LEFT_OUT = new Set(["node_modules", ".git", ".venv", ".labs", ".ipynb_checkpoints", "solutions", "__MACOSX"]);

/**
 * Lists the files of a submission's folder. Links are never followed: a link is as good as absent.
 *
 * @param links receives the path of each link that was passed over
 */
export async function listFolder(folder: string, links: string[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  const walk = async (under: string, depth: number): Promise<void> => {
    const entries = await readdir(join(folder, under), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = under ? `${under}/${entry.name}` : entry.name;
      if (found.length >= MOST_FILES) return;
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
  return { path, bytes: size, read: () => readFile(file) };
}
