import { chmodSync, mkdtempSync, readdirSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeOthersFolder } from "../../cloud/others-folder";
import { fastFolder } from "./fast-folder";

const PREFIX = "labs-grading-";
let folder: string | undefined;

/**
 * A new folder for a run's temporary files. All such folders are removed when this process ends; if it is killed, the
 * next grader removes them.
 */
export function scratch(name: string): string {
  folder ??= open();
  return mkdtempSync(join(folder, `${name}-`));
}

/** Removes the temporary folders of a grader's process that has ended, wherever it had them. */
export function removeScratchOf(pid: number): void {
  for (const base of new Set([fastFolder(), tmpdir()]))
    for (const left of readdirSync(base)) if (left.startsWith(`${PREFIX}${pid}-`)) removeOthersFolder(join(base, left));
}

function open(): string {
  const base = fastFolder();
  // Any user of the machine may make folders there: mkdtemp picks a name that nobody has taken before.
  const own = mkdtempSync(join(base, `${PREFIX}${process.pid}-`));
  chmodSync(own, 0o755);
  process.on("exit", () => {
    removeOthersFolder(own);
  });
  removeLeft(base, own);
  return own;
}

/**
 * Removes the folders of killed graders. Several processes may do so at the same moment, such as the workers of a batch: each folder is
 * first renamed, which only one of them can do. Folders of other users stay.
 */
function removeLeft(base: string, own: string): void {
  for (const left of readdirSync(base)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(left)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    try {
      renameSync(join(base, left), join(own, left));
    } catch {
      continue;
    }
    removeOthersFolder(join(own, left));
  }
}

/** Whether a process with this id exists, of any user. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process exists, but belongs to another user.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
