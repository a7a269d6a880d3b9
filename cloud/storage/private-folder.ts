import { chmodSync, fchmodSync, readdirSync, statSync, type Stats, closeSync, fsyncSync, openSync } from "node:fs";
import { extname, join } from "node:path";

/** Makes the names of a folder's new and renamed files survive a power loss, where the system can flush a folder. */
export function syncFolder(path: string): void {
  if (process.platform === "win32") return;
  const fd = openSync(path, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** The permissions of every log and table: its owner alone reads and writes it. */
export const PRIVATE_FILE_MODE = 0o600;
const PRIVATE_FOLDER_MODE = 0o700;
/** Options of `mkdirSync` for a folder that its owner alone may enter. */
export const PRIVATE_FOLDER = { recursive: true, mode: PRIVATE_FOLDER_MODE } as const;
/** The permissions of the owner's group and of all other users. */
const OTHER_USERS = 0o077;
/** The types of files that hold what the cloud stores: logs, tables, documents and certificates. */
const STORED = new Set([".log", ".table", ".json", ".pem"]);
/** Folders that other people's programs write to. Nothing there is changed by its path, which may be a link by then. */
export const FOLDERS_OF_PROGRAMS = new Set(["ec2", "flink", "lambda", "athena"]);

/**
 * Takes the permissions on a data folder from all other users of the machine. A folder that was open to them is of an
 * older version or of the user's own making: then the files in it become private as well.
 *
 * @param log called with a line if the folder cannot be made private, as on a disk without permissions
 */
export function makePrivate(folder: string, log: (line: string) => void): void {
  // Windows has no such permissions: there a user's own folders are private by default.
  if (process.platform === "win32" || (statSync(folder).mode & OTHER_USERS) === 0) return;
  try {
    chmodSync(folder, PRIVATE_FOLDER_MODE);
    if ((statSync(folder).mode & OTHER_USERS) !== 0) throw new Error("its disk stores no permissions");
    closeFiles(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log(`${folder} is open to other users of this machine, and cannot be made private: ${reason}`);
  }
}

/** Takes the permissions on an open log or table of an older version from all other users. */
export function makeFilePrivate(descriptor: number, { mode }: Stats): void {
  if (process.platform === "win32" || (mode & OTHER_USERS) === 0) return;
  try {
    fchmodSync(descriptor, PRIVATE_FILE_MODE);
  } catch (error) {
    // A file of another user: `makePrivate` has reported its folder.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) throw error;
  }
}

function closeFiles(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !FOLDERS_OF_PROGRAMS.has(entry.name)) {
      chmodSync(path, PRIVATE_FOLDER_MODE);
      closeFiles(path);
    } else if (entry.isFile() && STORED.has(extname(entry.name))) chmodSync(path, PRIVATE_FILE_MODE);
  }
}
