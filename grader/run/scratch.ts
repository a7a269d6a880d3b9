import { chmodSync, mkdtempSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { removeOthersFolder } from "../../cloud/others-folder";
import { fastFolder } from "./fast-folder";

const PREFIX = "labs-grading-";
let folder: string | undefined;

/** A new folder for what is gone with a run. All of them are removed when this process ends, and by the next grader if it was killed. */
export function scratch(name: string): string {
  folder ??= open();
  return mkdtempSync(join(folder, `${name}-`));
}

function open(): string {
  const base = fastFolder();
  // Everybody on the machine may make folders there: the name is one that nobody can have taken before.
  const own = mkdtempSync(join(base, `${PREFIX}${process.pid}-`));
  chmodSync(own, 0o755);
  process.on("exit", () => {
    removeOthersFolder(own);
  });
  removeLeft(base, own);
  return own;
}

/**
 * Removes what graders that were killed have left. Several may begin at the same moment, as the workers of a batch do: each folder is first
 * moved, which one of them alone can do. What belongs to another user stays.
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

/** Whether there is a process of this number, whosever it is. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process is one, too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
