import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { listProjectFiles } from "../scripts/project-files";

/**
 * Copies the project's files, as they are in the working tree, below its own `.labs`. The packages are hard links, and
 * no program that runs in the copy changes the original.
 *
 * @param name the beginning of the folder's name
 * @returns the folder, which the caller removes
 */
export async function copyProject(root: string, name: string): Promise<string> {
  const base = join(root, ".labs", "bench");
  mkdirSync(base, { recursive: true });
  const folder = mkdtempSync(join(base, `${name}-`));
  for (const path of await listProjectFiles(root)) cpSync(join(root, path), join(folder, path));
  // Hard links instead of one symbolic link: the packages contain a link to the workspace `cloud`, which has to lead
  // into the copy.
  execFileSync("cp", ["-al", join(root, "node_modules"), join(folder, "node_modules")]);
  if (existsSync(join(root, ".venv"))) symlinkSync(join(root, ".venv"), join(folder, ".venv"));
  return folder;
}

/** The project's files of a commit, below its own `.labs`, with today's packages. @returns the folder, which the caller removes */
export function checkOutProject(root: string, commit: string): string {
  const base = join(root, ".labs", "bench");
  mkdirSync(base, { recursive: true });
  const folder = mkdtempSync(join(base, "before-"));
  const archive = execFileSync("git", ["archive", commit], { cwd: root, maxBuffer: 2 ** 30 });
  execFileSync("tar", ["x", "-C", folder], { input: archive });
  execFileSync("cp", ["-al", join(root, "node_modules"), join(folder, "node_modules")]);
  return folder;
}
