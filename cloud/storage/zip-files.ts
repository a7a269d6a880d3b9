/** The maximum number of files and folders. Creating this many takes a minute, even if each is empty. */
const MAX_ENTRIES = 100_000;
/** Limits of file systems: of a name, and (below) of a path in the folder. */
const MAX_NAME_BYTES = 255;
const MAX_PATH_BYTES = 3000;

/**
 * Gathers the entries of a zip while it is read, as files that a folder can hold.
 *
 * A zip is only a list of names: a name may lead out of the folder, or be invalid in a file system, and one path may be
 * both a file and a folder.
 */
export class ZipFiles {
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>();

  /** @returns whether a file of this name can be created beside those before it */
  hasRoomFor(name: string): boolean {
    const path = resolvePath(name);
    if (path === undefined || this.#folders.has(path)) return false;
    this.#files.add(path);
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const folder = path.slice(0, end);
      if (this.#files.has(folder)) return false;
      if (this.#folders.has(folder)) break;
      this.#folders.add(folder);
    }
    return this.#files.size + this.#folders.size <= MAX_ENTRIES;
  }
}

/** The path of a file below a folder. @returns undefined if a zip's name is no such path */
function resolvePath(name: string): string | undefined {
  if (name.startsWith("/") || name.includes("\0") || /^[A-Za-z]:/.test(name)) return undefined;
  if (name.split(/[/\\]/).includes("..") || Buffer.byteLength(name) > MAX_PATH_BYTES) return undefined;
  const steps = name.split("/").filter((step) => step !== "" && step !== ".");
  if (steps.some((step) => Buffer.byteLength(step) > MAX_NAME_BYTES)) return undefined;
  return steps.length === 0 ? undefined : steps.join("/");
}
