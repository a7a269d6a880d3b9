import { chmodSync, existsSync, mkdtempSync, readdirSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeUntrustedFolder, measureUntrustedFolder } from "../../foundation/untrusted-folder";
import { chooseFastFolder, IN_MEMORY } from "./fast-folder";
import { isDiskFull, WORKER_DISK_VARIABLE } from "./worker-disk";

/** The beginning of the names of all graders' folders; the id of the grader's process follows. */
export const SCRATCH_PREFIX = "labs-grading-";
let folder: string | undefined;

const PAUSE_MS = 250;
/** Ten seconds: by then another run has ended, and its files are gone. */
const MAX_TRIES = 40;

/**
 * A new folder for a run's temporary files. All such folders are removed when this process ends; if it is killed, the
 * next grader removes them. While the disk is full, this waits.
 */
export function createScratchFolder(name: string): string {
  for (let tries = 1; ; tries += 1) {
    try {
      folder ??= process.env[WORKER_DISK_VARIABLE] ?? open();
      return mkdtempSync(join(folder, `${name}-`));
    } catch (error) {
      if (!isDiskFull(error) || tries === MAX_TRIES) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

/** Removes the folders of killed graders. */
export function removeStaleScratch(): void {
  for (const base of listBases()) {
    const holding = mkdtempSync(join(base, `${SCRATCH_PREFIX}${process.pid}-`));
    removeStaleFolders(base, holding);
    removeUntrustedFolder(holding);
  }
}

/** All folders that a grader may have chosen: when it began, there may have been more room in memory than now. */
const listBases = (): readonly string[] => [IN_MEMORY, tmpdir()].filter((base) => existsSync(base));

/** Removes the temporary folders of a grader's process that has ended, wherever it had them. */
export function removeScratchOf(pid: number): void {
  for (const folder of listFolders(pid)) removeUntrustedFolder(folder);
}

/** Bytes of all files in the temporary folders of a grader's process. */
export const measureScratch = (pid: number): number =>
  listFolders(pid).reduce((sum, folder) => sum + measureUntrustedFolder(folder, 0), 0);

const listFolders = (pid: number): string[] =>
  listBases().flatMap((base) =>
    readdirSync(base)
      .filter((name) => name.startsWith(`${SCRATCH_PREFIX}${pid}-`))
      .map((name) => join(base, name)),
  );

function open(): string {
  const base = chooseFastFolder();
  // Any user of the machine may make folders there: mkdtemp picks a name that nobody has taken before.
  const scratchFolder = mkdtempSync(join(base, `${SCRATCH_PREFIX}${process.pid}-`));
  chmodSync(scratchFolder, 0o755);
  process.on("exit", () => {
    removeUntrustedFolder(scratchFolder);
  });
  removeStaleFolders(base, scratchFolder);
  return scratchFolder;
}

/**
 * Removes the folders of killed graders. Several processes may do so at the same moment, such as the workers of a batch: each folder is
 * first renamed, which only one of them can do. Folders of other users stay.
 */
function removeStaleFolders(base: string, scratchFolder: string): void {
  for (const left of readdirSync(base)) {
    const pid = new RegExp(`^${SCRATCH_PREFIX}(\\d+)-`).exec(left)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    try {
      renameSync(join(base, left), join(scratchFolder, left));
    } catch {
      continue;
    }
    removeUntrustedFolder(join(scratchFolder, left));
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
