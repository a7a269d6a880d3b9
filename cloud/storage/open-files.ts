import { closeSync, openSync } from "node:fs";

/** Far below what any system lets one process have open. */
const MOST_OPEN = 512;

/**
 * The files that are open to append and read. There may be thousands of logs, one for each stream; the file that was not
 * used for longest is closed, and opened again when somebody asks for it.
 */
export class OpenFiles {
  readonly #most: number;
  /** By path; the one used last stands last. */
  readonly #open = new Map<string, number>();

  /** @param most so many are open at once, 512 unless told */
  constructor(most = MOST_OPEN) {
    this.#most = most;
  }

  /** The file's descriptor, good until another file is asked for. The file is made if it is not there. */
  descriptor(path: string): number {
    const known = this.#open.get(path);
    if (known !== undefined) this.#open.delete(path);
    const file = known ?? openSync(path, "a+");
    this.#open.set(path, file);
    if (this.#open.size > this.#most) this.#closeOldest();
    return file;
  }

  close(path: string): void {
    const file = this.#open.get(path);
    this.#open.delete(path);
    if (file !== undefined) closeSync(file);
  }

  #closeOldest(): void {
    const [oldest] = this.#open.keys();
    if (oldest !== undefined) this.close(oldest);
  }
}
