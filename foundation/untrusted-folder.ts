/**
 * The only functions for folders that other people's code can write to: the disk of an instance, the `/tmp` of a
 * function, a handed-in folder.
 *
 * A path in such a folder may become a link to any file of this machine between two looks at it. So each folder on the
 * way is opened without following links and held open; its entries are reached only through the held folder (like
 * Linux's `openat`, in Node as `/proc/self/fd/<n>/<name>`); and a file is read only if the opened file is a regular
 * one. A FIFO is opened without waiting for its other end. No file is ever written there. On systems without `/proc` no
 * process is confined either, and plain paths are used.
 */
import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  lchownSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  type Dirent,
} from "node:fs";
import { basename, dirname, join } from "node:path";

const HOLDS = process.platform === "linux";
const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK } = constants;
/**
 * Linux's O_PATH, which Node does not define: to open a folder without read permission. The number is the same on all
 * of Linux's platforms.
 */
const O_PATH = 0o10000000;
/** The flags for a folder whose path no other user can change: links may be followed. */
const FOLLOW = 0;
/** Deeper than any ordinary folder; each level needs a folder that is held open. */
const DEEPEST = 100;
/** How often a removal is tried: a process that has just been killed may still create an entry or two. */
const MAX_TRIES = 100;

/** The error if a path is a link, isn't a regular file, or has more bytes than the caller allows. */
export class NonFileError extends Error {
  override readonly name = "NonFileError";
}

/** An open folder, which cannot be replaced by another one while it is held. */
class OpenFolder {
  readonly #path: string;
  readonly #fd: number | undefined;

  /** @throws Error ENOENT; ELOOP or ENOTDIR if the path isn't a folder, or a link that must not be followed */
  constructor(path: string, flags = O_NOFOLLOW) {
    this.#path = path;
    if (HOLDS) this.#fd = openSync(path, O_RDONLY | O_DIRECTORY | flags);
    else if (flags !== FOLLOW && !lstatSync(path).isDirectory())
      throw Object.assign(new Error(`${path} is not a folder`), { code: "ENOTDIR" });
  }

  /**
   * The path of an entry in the folder, valid for as long as the folder is held. If the entry is a link, it must not be
   * followed.
   */
  getPath(name: string): string {
    if (name === "" || name === "." || name === ".." || basename(name) !== name)
      throw new Error(`${name} is not the name of an entry`);
    return join(this.#fd === undefined ? this.#path : `/proc/self/fd/${this.#fd}`, name);
  }

  listEntries(): Dirent[] {
    return readdirSync(this.#fd === undefined ? this.#path : `/proc/self/fd/${this.#fd}`, { withFileTypes: true });
  }

  /** Gives the folder's owner, which is this process's user, all rights in it. */
  unlock(): void {
    chmodSync(this.#fd === undefined ? this.#path : `/proc/self/fd/${this.#fd}`, 0o700);
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
  }
}

function useOpenFolder<T>(path: string, use: (folder: OpenFolder) => T, flags?: number): T {
  const folder = new OpenFolder(path, flags);
  try {
    return use(folder);
  } finally {
    folder.close();
  }
}

/**
 * Reads a regular file.
 *
 * @param folder a folder whose own path no other user can change
 * @param steps  names of the folders on the way and of the file
 * @param max   the most bytes that are read
 * @returns undefined if there is no such file
 * @throws NonFileError if a folder on the way or the file is a link, if the file isn't a regular file, or has more bytes
 */
export function readUntrustedFile(folder: string, steps: readonly string[], max: number): Buffer | undefined {
  const moveBelow = (from: string, [step = "", ...rest]: readonly string[], flags?: number): Buffer =>
    useOpenFolder(
      from,
      (here) => (rest.length === 0 ? readRegular(here.getPath(step), max) : moveBelow(here.getPath(step), rest)),
      flags,
    );
  try {
    return moveBelow(folder, steps, FOLLOW);
  } catch (error) {
    if (getErrorCode(error) === "ENOENT") return undefined;
    if (isNoFolder(error) || getErrorCode(error) === "ENXIO" || getErrorCode(error) === "EISDIR")
      throw Object.assign(new NonFileError(`${steps.join("/")} is a link, or no file.`), { cause: error });
    throw error;
  }
}

/**
 * Reads a file at a path that another person has chosen, such as a submission: the file's folder is trusted, its last
 * step is not.
 */
export const readUntrustedFileAt = (path: string, max: number): Buffer | undefined =>
  readUntrustedFile(dirname(path), [basename(path)], max);

/**
 * Moves a file out of the reach of other code. Only after that it is certain that it is a file, and not a link to
 * another one.
 *
 * @param folder a folder whose own path no other user can change
 * @param steps  names of the folders on the way and of the file
 * @throws NonFileError if a folder on the way or the file is a link, or it isn't a regular file
 */
export function takeUntrustedFile(folder: string, steps: readonly string[], to: string): void {
  const moveBelow = (from: string, [step = "", ...rest]: readonly string[], flags?: number): void =>
    useOpenFolder(
      from,
      (here) => (rest.length === 0 ? renameSync(here.getPath(step), to) : moveBelow(here.getPath(step), rest)),
      flags,
    );
  try {
    moveBelow(folder, steps, FOLLOW);
  } catch (error) {
    if (!isNoFolder(error)) throw error;
    throw Object.assign(new NonFileError(`${steps.join("/")} is reached through a link.`), { cause: error });
  }
  if (lstatSync(to).isFile()) return;
  rmSync(to, { recursive: true });
  throw new NonFileError(`${steps.join("/")} is not a file.`);
}

function readRegular(path: string, max: number): Buffer {
  const fd = openSync(path, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
  try {
    const info = fstatSync(fd);
    if (!info.isFile() || (!HOLDS && lstatSync(path).isSymbolicLink()))
      throw new NonFileError(`${basename(path)} is not a file.`);
    // Not more than this size is read: the file may grow endlessly meanwhile.
    if (info.size > max) throw new NonFileError(`${basename(path)} has more than ${max} bytes.`);
    const bytes = Buffer.alloc(info.size);
    let length = 0;
    for (let bytesRead = -1; bytesRead !== 0 && length < bytes.length; length += bytesRead)
      bytesRead = readSync(fd, bytes, length, bytes.length - length, null);
    return bytes.subarray(0, length);
  } finally {
    closeSync(fd);
  }
}

/**
 * The bytes of all files in a folder, each entry counted as `entryBytes` more; infinite if the folder is deeper than
 * any ordinary one, or if its owner has removed the permission to look into it: nobody hides bytes from a limit.
 */
export function measureUntrustedFolder(folder: string, entryBytes: number, depth = 0): number {
  if (depth > DEEPEST) return Infinity;
  try {
    return useOpenFolder(folder, (here) => {
      let sum = 0;
      for (const entry of here.listEntries()) {
        sum += entryBytes;
        if (entry.isDirectory()) sum += measureUntrustedFolder(here.getPath(entry.name), entryBytes, depth + 1);
        else if (entry.isFile()) sum += lstatSync(here.getPath(entry.name), { throwIfNoEntry: false })?.size ?? 0;
      }
      return sum;
    });
  } catch (error) {
    if (getErrorCode(error) === "EACCES") return Infinity;
    // A folder that is removed or replaced meanwhile counts 0: the others must still be counted.
    if (isNoFolder(error) || getErrorCode(error) === "ENOENT") return 0;
    throw error;
  }
}

/** Makes another user the owner of a folder and of all its current contents. */
export function shareFolder(folder: string, user: number): void {
  useOpenFolder(folder, (here) => {
    for (const entry of here.listEntries()) {
      if (entry.isDirectory()) shareFolder(here.getPath(entry.name), user);
      else lchownSync(here.getPath(entry.name), user, user);
    }
  });
  lchownSync(folder, user, user);
}

/**
 * Removes the entry at a path with all its contents, of any depth and with any permissions. The folder that contains
 * the entry is trusted.
 *
 * Each inner folder is moved up before it is emptied: so no path becomes longer than the system accepts, and none leads
 * through a folder that could be replaced.
 */
export function removeUntrustedFolder(path: string): void {
  const info = lstatSync(path, { throwIfNoEntry: false });
  if (info === undefined) return;
  if (!info.isDirectory() || !HOLDS) return rmSync(path, { recursive: true, force: true });
  const holding = mkdtempSync(`${path}.gone-`);
  move(path, join(holding, "0"));
  let created = 1;
  for (let next = 0, tries = 0; next < created;) {
    const emptying = join(holding, String(next));
    for (const entry of emptyFolder(emptying)) move(entry, join(holding, String(created++)));
    if (isGone(emptying)) next += 1;
    else if ((tries += 1) > MAX_TRIES) throw new Error(`${path} is written to while it is removed.`);
  }
  rmdirSync(holding);
}

/** Removes the files of a folder, and yields its folders, which the caller moves out. */
function* emptyFolder(path: string): Generator<string> {
  let folder: OpenFolder;
  try {
    folder = new OpenFolder(path, O_PATH | O_NOFOLLOW);
  } catch (error) {
    if (isNoFolder(error) || getErrorCode(error) === "ENOENT") return; // The folder was replaced by a file or a link.
    throw error;
  }
  try {
    folder.unlock();
    for (const entry of folder.listEntries()) {
      if (entry.isDirectory()) yield folder.getPath(entry.name);
      else unlinkSync(folder.getPath(entry.name));
    }
  } finally {
    folder.close();
  }
}

/** Moves a folder. This needs write permission in the folder itself, which its owner may have removed. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (getErrorCode(error) !== "EACCES") throw error;
    const shut = new OpenFolder(from, O_PATH | O_NOFOLLOW);
    shut.unlock();
    shut.close();
    renameSync(from, to);
  }
}

/** Whether an emptied folder, or the entry that has replaced it, could be removed. */
function isGone(path: string): boolean {
  try {
    rmdirSync(path);
    return true;
  } catch (error) {
    if (getErrorCode(error) === "ENOTEMPTY" || getErrorCode(error) === "EEXIST") return false;
    if (getErrorCode(error) !== "ENOTDIR") throw error;
    unlinkSync(path);
    return true;
  }
}

/** Whether an error says that there is a link or a file where a folder is expected. */
const isNoFolder = (error: unknown): boolean => ["ELOOP", "ENOTDIR"].includes(getErrorCode(error) ?? "");

const getErrorCode = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
