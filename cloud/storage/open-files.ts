import { closeSync, openSync, readFileSync } from "node:fs";

/** Far below what any system lets one process have open. */
const FEW = 512;
/** Enough for a log of each of ten thousand streams: to open a file again costs a third of a small write to it. */
const MANY = 16 * 1024;
let most: number | undefined;

/** How many files may be open: half of what the system lets this process have, where it tells, since connections and objects need some too. */
function mostOpen(): number {
  try {
    const [, limit] = /^Max open files +(\d+|unlimited)/m.exec(readFileSync("/proc/self/limits", "latin1")) ?? [];
    return Math.max(FEW, Math.min(MANY, limit === "unlimited" ? MANY : Math.floor(Number(limit ?? 0) / 2)));
  } catch {
    // Only Linux has such a file.
    return FEW;
  }
}

/**
 * The files that are open to append and read. There may be thousands of logs, one for each stream; the file that was not
 * used for longest is closed, and opened again when somebody asks for it.
 */
export class OpenFiles {
  readonly #most: number;
  /** By path; the one used last stands last. */
  readonly #open = new Map<string, number>();

  /** @param atMost so many are open at once; unless told, as many as the system allows in reason */
  constructor(atMost = (most ??= mostOpen())) {
    this.#most = atMost;
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
