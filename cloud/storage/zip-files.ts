/** Files and folders. So many take a minute to make, though each may be empty. */
const MOST_ENTRIES = 100_000;
/** What file systems take: a name, and a whole path, below which ours stands. */
const LONGEST_NAME_BYTES = 255;
const LONGEST_PATH_BYTES = 3000;

/**
 * Gathers what a zip holds while it is opened, as files that a folder can hold.
 *
 * A zip is only a list of names: some lead out of the folder, some no file system takes, and two may want the same place, one as a file
 * and one as a folder.
 */
export class ZipFiles {
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>();

  /** @returns whether there is room for a file of this name beside those that were asked for before */
  hasRoomFor(name: string): boolean {
    const path = pathIn(name);
    if (path === undefined || this.#folders.has(path)) return false;
    this.#files.add(path);
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const folder = path.slice(0, end);
      if (this.#files.has(folder)) return false;
      if (this.#folders.has(folder)) break;
      this.#folders.add(folder);
    }
    return this.#files.size + this.#folders.size <= MOST_ENTRIES;
  }
}

/** The way to a file below a folder. @returns undefined if a zip's name leads to none */
function pathIn(name: string): string | undefined {
  if (name.startsWith("/") || name.includes("\0") || /^[A-Za-z]:/.test(name)) return undefined;
  if (name.split(/[/\\]/).includes("..") || Buffer.byteLength(name) > LONGEST_PATH_BYTES) return undefined;
  const steps = name.split("/").filter((step) => step !== "" && step !== ".");
  if (steps.some((step) => Buffer.byteLength(step) > LONGEST_NAME_BYTES)) return undefined;
  return steps.length === 0 ? undefined : steps.join("/");
}
