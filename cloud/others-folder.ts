/**
 * The one way to a folder that somebody else's code can write to: the disk of an instance, the `/tmp` of a function, a handed-in folder.
 *
 * What stands at a path there may become a link to any file of this machine between two looks at it. So each folder on the way is opened
 * without following links and held; what is in it is reached by way of the held folder alone (Linux's `openat`, which Node has as
 * `/proc/self/fd/<n>/<name>`); and a file is read only if what was opened is a regular file. What waits for somebody (a FIFO) is never
 * waited for. Nothing is ever written there. Where there is no `/proc`, nothing is confined either, and paths have to do.
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
/** Linux's O_PATH, which Node does not name: to hold a folder that its owner has shut. The same number on all its platforms. */
const O_PATH = 0o10000000;
/** For a folder whose path nobody else can change. */
const FOLLOW = 0;
/** Deeper than any honest folder; each level is a folder held open while it is looked at. */
const DEEPEST = 100;
/** A process that has just been ended may still make an entry or two. */
const MOST_TRIES = 100;

/** What stands at a path is a link, no regular file, or larger than whoever asks can take. */
export class NotAFile extends Error {
  override readonly name = "NotAFile";
}

/** A folder that nobody can exchange for another one while it is held. */
class HeldFolder {
  readonly #path: string;
  readonly #fd: number | undefined;

  /** @throws Error ENOENT; ELOOP or ENOTDIR if it is no folder, or a link and not to be followed */
  constructor(path: string, flags = O_NOFOLLOW) {
    this.#path = path;
    if (HOLDS) this.#fd = openSync(path, O_RDONLY | O_DIRECTORY | flags);
    else if (flags !== FOLLOW && !lstatSync(path).isDirectory())
      throw Object.assign(new Error(`${path} is no folder`), { code: "ENOTDIR" });
  }

  /** A path to something in it, good for as long as it is held. Its last step must not be followed if it is a link. */
  place(name: string): string {
    if (name === "" || name === "." || name === ".." || basename(name) !== name)
      throw new Error(`${name} is no name of an entry`);
    return join(this.#fd === undefined ? this.#path : `/proc/self/fd/${this.#fd}`, name);
  }

  entries(): Dirent[] {
    return readdirSync(this.#fd === undefined ? this.#path : `/proc/self/fd/${this.#fd}`, { withFileTypes: true });
  }

  /** Lets its owner do everything in it, that is whoever asks. */
  unlock(): void {
    chmodSync(this.#fd === undefined ? this.#path : `/proc/self/fd/${this.#fd}`, 0o700);
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
  }
}

function held<T>(path: string, use: (folder: HeldFolder) => T, flags?: number): T {
  const folder = new HeldFolder(path, flags);
  try {
    return use(folder);
  } finally {
    folder.close();
  }
}

/**
 * Reads a regular file.
 *
 * @param folder whose own path nobody else can change
 * @param steps  names of the folders on the way and of the file
 * @param most   bytes that whoever asks can take
 * @returns nothing if it is not there
 * @throws NotAFile if a folder on the way or the file is a link, if it is no regular file, or has more bytes
 */
export function readOthersFile(folder: string, steps: readonly string[], most: number): Buffer | undefined {
  const below = (from: string, [step = "", ...rest]: readonly string[], flags?: number): Buffer =>
    held(
      from,
      (here) => (rest.length === 0 ? readRegular(here.place(step), most) : below(here.place(step), rest)),
      flags,
    );
  try {
    return below(folder, steps, FOLLOW);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    if (isNoFolder(error) || codeOf(error) === "ENXIO" || codeOf(error) === "EISDIR")
      throw Object.assign(new NotAFile(`${steps.join("/")} is a link, or no file.`), { cause: error });
    throw error;
  }
}

/** A path of somebody else's whole choice, such as of a submission: its folder is trusted, its last step is not. */
export const readOthersFileAt = (path: string, most: number): Buffer | undefined =>
  readOthersFile(dirname(path), [basename(path)], most);

/**
 * Moves a file out of others' reach: only then it is known to be one, and not the way to another.
 *
 * @param folder whose own path nobody else can change
 * @param steps  names of the folders on the way and of the file
 * @throws NotAFile if a folder on the way or the file is a link, or it is no regular file
 */
export function takeOthersFile(folder: string, steps: readonly string[], to: string): void {
  const below = (from: string, [step = "", ...rest]: readonly string[], flags?: number): void =>
    held(from, (here) => (rest.length === 0 ? renameSync(here.place(step), to) : below(here.place(step), rest)), flags);
  try {
    below(folder, steps, FOLLOW);
  } catch (error) {
    if (!isNoFolder(error)) throw error;
    throw Object.assign(new NotAFile(`${steps.join("/")} is behind a link.`), { cause: error });
  }
  if (lstatSync(to).isFile()) return;
  rmSync(to, { recursive: true });
  throw new NotAFile(`${steps.join("/")} is no file.`);
}

function readRegular(path: string, most: number): Buffer {
  const fd = openSync(path, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
  try {
    const info = fstatSync(fd);
    if (!info.isFile() || (!HOLDS && lstatSync(path).isSymbolicLink()))
      throw new NotAFile(`${basename(path)} is no file.`);
    // It may grow meanwhile, without end.
    if (info.size > most) throw new NotAFile(`${basename(path)} has more than ${most} bytes.`);
    const bytes = Buffer.alloc(info.size);
    let length = 0;
    for (let got = -1; got !== 0 && length < bytes.length; length += got)
      got = readSync(fd, bytes, length, bytes.length - length, null);
    return bytes.subarray(0, length);
  } finally {
    closeSync(fd);
  }
}

/** The bytes of all files in a folder, each entry counted as `entryBytes` more; infinite if it is deeper than any honest one. */
export function sizeOfOthersFolder(folder: string, entryBytes: number, depth = 0): number {
  if (depth > DEEPEST) return Infinity;
  try {
    return held(folder, (here) => {
      let sum = 0;
      for (const entry of here.entries()) {
        sum += entryBytes;
        if (entry.isDirectory()) sum += sizeOfOthersFolder(here.place(entry.name), entryBytes, depth + 1);
        else if (entry.isFile()) sum += lstatSync(here.place(entry.name), { throwIfNoEntry: false })?.size ?? 0;
      }
      return sum;
    });
  } catch {
    return 0; // One folder that is removed meanwhile must not hide the others.
  }
}

/** Gives a folder, and all that is in it now, to another user. */
export function giveOthersFolder(folder: string, user: number): void {
  held(folder, (here) => {
    for (const entry of here.entries()) {
      if (entry.isDirectory()) giveOthersFolder(here.place(entry.name), user);
      else lchownSync(here.place(entry.name), user, user);
    }
  });
  lchownSync(folder, user, user);
}

/**
 * Removes whatever stands at a path, and all that is in it, however deep and whoever has shut it. The folder that it stands in is trusted.
 *
 * Each folder in it is moved up before it is emptied: so no path grows longer than the system takes, and none leads through a folder that
 * could be exchanged.
 */
export function removeOthersFolder(path: string): void {
  const info = lstatSync(path, { throwIfNoEntry: false });
  if (info === undefined) return;
  if (!info.isDirectory() || !HOLDS) return rmSync(path, { recursive: true, force: true });
  const holding = mkdtempSync(`${path}.gone-`);
  move(path, join(holding, "0"));
  let made = 1;
  for (let next = 0, tries = 0; next < made;) {
    const emptying = join(holding, String(next));
    for (const entry of emptied(emptying)) move(entry, join(holding, String(made++)));
    if (isGone(emptying)) next += 1;
    else if ((tries += 1) > MOST_TRIES) throw new Error(`${path} is written to while it is removed.`);
  }
  rmdirSync(holding);
}

/** Removes the files of a folder; what is left are its folders, to be moved out of it. */
function* emptied(path: string): Generator<string> {
  let folder: HeldFolder;
  try {
    folder = new HeldFolder(path, O_PATH | O_NOFOLLOW);
  } catch (error) {
    if (isNoFolder(error) || codeOf(error) === "ENOENT") return; // It was exchanged for a file or a link.
    throw error;
  }
  try {
    folder.unlock();
    for (const entry of folder.entries()) {
      if (entry.isDirectory()) yield folder.place(entry.name);
      else unlinkSync(folder.place(entry.name));
    }
  } finally {
    folder.close();
  }
}

/** A folder can be moved by whoever may write to it: its owner may have taken that right from himself. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (codeOf(error) !== "EACCES") throw error;
    const shut = new HeldFolder(from, O_PATH | O_NOFOLLOW);
    shut.unlock();
    shut.close();
    renameSync(from, to);
  }
}

/** Whether an emptied folder, or what it was exchanged for, could be removed. */
function isGone(path: string): boolean {
  try {
    rmdirSync(path);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOTEMPTY" || codeOf(error) === "EEXIST") return false;
    if (codeOf(error) !== "ENOTDIR") throw error;
    unlinkSync(path);
    return true;
  }
}

/** What the system says of a link or a file where a folder is to be. */
const isNoFolder = (error: unknown): boolean => ["ELOOP", "ENOTDIR"].includes(codeOf(error) ?? "");

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
