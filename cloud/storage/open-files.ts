import { closeSync, openSync, readFileSync } from "node:fs";
import { PRIVATE_FILE_MODE } from "./private-folder";

/** A number of files far below any system's limit for one process. */
const FEW = 512;
/**
 * Enough for a log of each of ten thousand streams: to open a file again costs a third of the time of a small write.
 */
const MANY = 16 * 1024;
let max: number | undefined;

/**
 * How many files may be open: half of the system's limit for this process, where the limit is known, since connections
 * and objects need descriptors too.
 *
 * @param limits the text of Linux's `/proc/self/limits`; empty on other systems
 */
export function getMaxOpen(limits: string): number {
  const [, limit = "0"] = /^Max open files +(\d+|unlimited)/m.exec(limits) ?? [];
  return limit === "unlimited" ? MANY : Math.max(FEW, Math.min(MANY, Math.floor(Number(limit) / 2)));
}

function readProcessLimits(): string {
  try {
    return readFileSync("/proc/self/limits", "latin1");
  } catch {
    return ""; // Only Linux has such a file.
  }
}

/**
 * The pool of files that are open to append and read. There may be thousands of logs, one for each stream; when too
 * many are open, one that was not used recently is closed, and opened again at its next use.
 */
export class OpenFiles {
  readonly #max: number;
  readonly #open: OpenFile[] = [];
  /** The index where the search for a file to close continues (the clock hand). */
  #hand = 0;

  /** @param atMost how many files are open at once; by default `getMaxOpen` of this process's limits */
  constructor(atMost = (max ??= getMaxOpen(readProcessLimits()))) {
    this.#max = atMost;
  }

  /** A file of this pool. If it does not exist, it is created when its descriptor is first used. */
  openFile(path: string): OpenFile {
    return new OpenFile(path, { onOpen: (file) => this.#add(file), onClose: (file) => this.#remove(file) });
  }

  #add(file: OpenFile): void {
    if (this.#open.length >= this.#max) this.#findUnused().close();
    file.position = this.#open.push(file) - 1;
  }

  #remove(file: OpenFile): void {
    const last = this.#open.pop();
    if (last === undefined || last === file) return;
    this.#open[file.position] = last;
    last.position = file.position;
  }

  /**
   * The file to close, by the second-chance algorithm: each in turn, except those that were used since their last turn.
   * It needs no list in order of use, which every use would have to update.
   */
  #findUnused(): OpenFile {
    for (;;) {
      const file = this.#open[(this.#hand %= this.#open.length)];
      if (file === undefined) throw new Error("no file is open");
      if (!file.wasUsed) return file;
      file.wasUsed = false;
      this.#hand += 1;
    }
  }
}

/** The pool's functions that a file calls. */
interface PoolCallbacks {
  readonly onOpen: (file: OpenFile) => void;
  readonly onClose: (file: OpenFile) => void;
}

/** A file that the pool may close while it is not in use. */
export class OpenFile {
  /** For the pool: the file's index in it, and whether the file was used since its last turn. */
  position = 0;
  wasUsed = false;
  readonly #path: string;
  readonly #among: PoolCallbacks;
  #descriptor: number | undefined;

  constructor(path: string, among: PoolCallbacks) {
    this.#path = path;
    this.#among = among;
  }

  /** The descriptor, valid until the descriptor of another file is used. */
  get descriptor(): number {
    this.wasUsed = true;
    return this.#descriptor ?? this.#openDescriptor();
  }

  close(): void {
    if (this.#descriptor === undefined) return;
    closeSync(this.#descriptor);
    this.#descriptor = undefined;
    this.#among.onClose(this);
  }

  #openDescriptor(): number {
    this.#descriptor = openSync(this.#path, "a+", PRIVATE_FILE_MODE);
    this.#among.onOpen(this);
    return this.#descriptor;
  }
}
