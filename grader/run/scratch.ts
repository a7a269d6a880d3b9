import { mkdtempSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { removeOthersFolder } from "../../cloud/others-folder";
import { fastFolder } from "./fast-folder";

const PREFIX = "labs-grader-";
let folder: string | undefined;

/** A new folder for what is gone with a run. All of them are removed when this process ends, and by the next grader if it was killed. */
export function scratch(name: string): string {
  folder ??= open();
  return mkdtempSync(join(folder, `${name}-`));
}

function open(): string {
  const base = fastFolder();
  for (const left of readdirSync(base).filter((entry) => entry.startsWith(PREFIX))) {
    if (!isRunning(Number(left.slice(PREFIX.length)))) removeOthersFolder(join(base, left));
  }
  const own = join(base, `${PREFIX}${process.pid}`);
  mkdirSync(own, { recursive: true, mode: 0o755 });
  process.on("exit", () => {
    removeOthersFolder(own);
  });
  return own;
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
