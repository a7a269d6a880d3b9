import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";

const GENERATED_HERE = ["node_modules", "dist", ".git", ".venv", ".labs", ".ipynb_checkpoints", "__pycache__"];

/**
 * Every file that belongs to the project, its path with forward slashes, sorted.
 *
 * In a git work tree: the tracked files and the new ones, without ignored files. Elsewhere: all files except generated ones.
 *
 * @param except an absolute path of a folder to leave out
 */
export async function listProjectFiles(root: string, except?: string): Promise<string[]> {
  const all = existsSync(join(root, ".git")) ? listTrackedFiles(root) : await listFilesBelow(root, except);
  const left = except === undefined ? undefined : `${relative(root, except).split(sep).join("/")}/`;
  return all.filter((path) => left === undefined || !path.startsWith(left)).sort();
}

function listTrackedFiles(root: string): string[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  return listed.split("\0").filter((path) => path !== "" && isFile(join(root, path)));
}

/** Whether a path is a file; a link to a folder counts as a file, too. */
function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

async function listFilesBelow(root: string, except: string | undefined): Promise<string[]> {
  const found: string[] = [];
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const file = join(folder, entry.name);
      if (entry.isDirectory() && file !== except && !GENERATED_HERE.includes(entry.name)) await walk(file);
      if (entry.isFile()) found.push(relative(root, file).split(sep).join("/"));
    }
  };
  await walk(root);
  return found;
}
